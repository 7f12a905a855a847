// SPDX-License-Identifier: MIT
#include "harness/trial/between.h"

#include <errno.h>
#include <poll.h>
#include <unistd.h>

#include "harness/trial/grading.h"
#include "harness/trial/instance.h"
#include "lib/strv.h"

enum { BETWEEN_SECONDS = 20 };

/* Wait, but not for a harness that has gone. */
static void pause_for(struct episode *ep, unsigned ms, int life)
{
	struct pollfd p = { .fd = life, .events = POLLIN };

	if (poll(&p, 1, (int)ms) == 1) {
		arena_destroy(&ep->arena);
		_exit(0);
	}
}

/* Until the next invocation the platform lets nobody run, where it does that. */
static int freeze(struct episode *ep, int life, struct err *e)
{
	const struct profile *p = ep->spec->arena->profile;
	int r;

	if (!p || !p->frozen)
		return 0;
	if ((r = arena_still(&ep->arena, true, e)))
		return r;
	pause_for(ep, p->frozen, life);
	return arena_still(&ep->arena, false, e);
}

/* What the worker itself does between two students. */
static int clean_up(struct episode *ep, int life, struct err *e)
{
	struct invocation inv = { .kind = CHANNEL_HONEST,
				  .seconds = BETWEEN_SECONDS,
				  .life = life };
	char **argv = NULL;
	int status, r;

	if (!ep->spec->defence->between)
		return 0;
	strv_add_all(&argv, ep->spec->defence->between);
	if (!(inv.argv = argv))
		return err_set(e, ENOMEM, "argv");
	r = ep->grading.how == GRADER_RPC ? grading_between(ep, &inv, e) :
					    instance_invoke(ep, &inv, &status, e);
	strv_free(argv);
	return r;
}

int between(struct episode *ep, int life, struct err *e)
{
	int r = clean_up(ep, life, e);

	return r < 0 ? r : freeze(ep, life, e);
}
