// SPDX-License-Identifier: MIT
/*
 * nnp - no_new_privs: exec(2) gives nothing any more, whatever bits and capabilities a file has.
 * Inherited by every descendant and never to be undone (prctl(2), Linux 3.5).
 */
#include "sandbox/layer.h"

#include "sandbox/deed.h"
#include "sandbox/proc.h"
#include "sandbox/stack.h"

#include <errno.h>

static int probe(struct err *e)
{
	return deed_try(deed_nnp, e);
}

static int inside(struct box *b, struct err *e)
{
	(void)b;
	return deed_nnp(e);
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
