// SPDX-License-Identifier: MIT
/*
 * oracle_api.c - student code spoke to the function's control interface, by the stub's own log.
 */
#include "harness/trial/episode.h"
#include "lib/fd.h"

#include <string.h>

static enum api_call wanted(const struct episode *ep)
{
	int call = 0;

	while (call < API_ANY && strcmp(api_call_names[call], ep->spec->oracle_arg))
		call++;
	return (enum api_call)call;
}

/* Who answers in the function's place says what the mark is. */
static enum victim hurts_by(const char *arg)
{
	return strcmp(arg, "response") ? VICTIM_PLATFORM : VICTIM_MARK;
}

static int arm(struct episode *ep, struct err *e)
{
	return ep->spec->oracle_arg ? 0 : err_set(e, 0, "api: which call? give api:any");
}

static bool watch(struct episode *ep)
{
	return ep->ev.api.seen[wanted(ep)];
}

static enum sight judge(struct episode *ep)
{
	if (!watch(ep))
		return SIGHT_CLEAN;
	exhibit(ep, "the control interface was asked: %s", ep->ev.api.line[wanted(ep)]);
	return SIGHT_SEEN;
}

static void blind(struct episode *ep)
{
	struct channel *stub = evidence_find(&ep->ev, CHANNEL_API, "runtime api");

	if (stub)
		fd_close(&stub->fd);
}

extern const struct oracle oracle_api;
const struct oracle oracle_api = {
	.name = "api",
	.sees = "a request from student code reached the function's control interface",
	.args = api_call_names,
	.hurts = VICTIM_PLATFORM,
	.hurts_by = hurts_by,
	.stage = "api",
	.stage_arg = "any",
	.arm = arm,
	.watch = watch,
	.judge = judge,
	.blind = blind,
};
