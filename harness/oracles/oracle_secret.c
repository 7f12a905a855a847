// SPDX-License-Identifier: MIT
/*
 * oracle_secret.c - a canary left the box.
 *
 * The argument names the hiding place, so that reading /proc is not "held" by a cleaned
 * environment: each place has a canary of its own, and only that one counts.
 */
#include "harness/trial/episode.h"
#include "lib/fd.h"

#include <string.h>

static const char *const places[] = { "environ",   "worker-memory", "task",
				      "worker-fd", "high-fd",       "private-fd",
				      "passed-fd", "victim",        "neighbour",  "request",   NULL };

static enum place wanted(const struct episode *ep)
{
	enum place p = PLACE_ENVIRON;

	while (p < PLACES - 1 && strcmp(place_names[p], ep->spec->oracle_arg))
		p++;
	return p;
}

/* Marks are made with what the task's files, the worker's memory and the request hold. */
static enum victim hurts_by(const char *arg)
{
	static const struct {
		const char *place;
		enum victim whom;
	} by[] = {
		{ "environ", VICTIM_CREDENTIALS }, { "worker-memory", VICTIM_KEY },
		{ "task", VICTIM_KEY },		   { "request", VICTIM_KEY },
		{ "victim", VICTIM_STUDENT },	   { "neighbour", VICTIM_STUDENT },
	};

	for (size_t i = 0; i < sizeof(by) / sizeof(*by); i++)
		if (!strcmp(by[i].place, arg))
			return by[i].whom;
	return VICTIM_EVALUATOR; /* one of its descriptors */
}

static bool beside(const char *arg)
{
	return !strcmp(arg, place_names[PLACE_NEIGHBOUR]);
}

static int arm(struct episode *ep, struct err *e)
{
	return ep->spec->oracle_arg ? 0 : err_set(e, 0, "secret: which? give secret:PLACE");
}

static bool watch(struct episode *ep)
{
	enum place p = wanted(ep);

	return ep->ev.feedback[p].found || ep->ev.wire[p].found;
}

static enum sight judge(struct episode *ep)
{
	enum place p = wanted(ep);

	if (ep->ev.feedback[p].found)
		exhibit(ep, "the %s canary on %s (%s)", place_names[p], ep->ev.feedback_where[p],
			ep->ev.feedback[p].found);
	if (ep->ev.wire[p].found)
		exhibit(ep, "the %s canary at the %s (%s)", place_names[p], ep->ev.wire_where[p],
			ep->ev.wire[p].found);
	return watch(ep) ? SIGHT_SEEN : SIGHT_CLEAN;
}

static void blind(struct episode *ep)
{
	struct channel *out = evidence_find(&ep->ev, CHANNEL_FEEDBACK, "stdout");

	if (out)
		fd_close(&out->fd);
}

extern const struct oracle oracle_secret;
const struct oracle oracle_secret = {
	.name = "secret",
	.sees = "a canary from the named hiding place left the box, in any coat, by any channel",
	.args = places,
	.canary = true,
	.hurts = VICTIM_EVALUATOR,
	.hurts_by = hurts_by,
	.beside = beside,
	.stage = "secret",
	.stage_arg = "environ",
	.arm = arm,
	.watch = watch,
	.judge = judge,
	.blind = blind,
};
