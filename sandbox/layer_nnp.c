// SPDX-License-Identifier: MIT
/*
 * nnp - no_new_privs: exec(2) gives nothing any more, whatever bits and capabilities a file has.
 * Inherited by every descendant and never to be undone (prctl(2), Linux 3.5).
 */
#include "sandbox/layer.h"

#include <errno.h>
#include <sys/prctl.h>

static int probe(struct err *e)
{
	/* Asking is refused where setting is: a filter on prctl(2). */
	if (prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) < 0)
		return err_set(e, errno, "prctl(PR_GET_NO_NEW_PRIVS)");
	return 0;
}

static int inside(struct box *b, struct err *e)
{
	(void)b;
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
		return err_set(e, errno, "prctl(PR_SET_NO_NEW_PRIVS)");
	return 0;
}

static int readback(const struct box *b, struct err *e)
{
	if (status_field(b->status, "NoNewPrivs", 10) != 1)
		return err_set(e, EPERM, "NoNewPrivs of pid %d is not 1", b->pid);
	return 0;
}

const struct layer layer_nnp = {
	.name = "nnp",
	.blurb = "no_new_privs: set-id programs give nothing",
	.probe = probe,
	.inside = inside,
	.readback = readback,
};
