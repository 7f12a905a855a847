// SPDX-License-Identifier: MIT
/*
 * oracle_done.c - a benign program gave the right answer, in time; where there is a grader, it also
 * has to have been marked correct.
 */
#include <string.h>
#include <sys/wait.h>

#include "harness/trial/episode.h"
#include "harness/trial/grading.h"
#include "lib/fd.h"

static const char *expected(const struct episode *ep)
{
	const struct program *p = ep->spec->program;

	return p && p->expect ? p->expect : "staged\n";
}

/* A grader's student knows the answer, and nobody else does: the mark says it all. */
static enum sight judge_mark(struct episode *ep)
{
	if (ep->grading.mark[PART_ATTACKER] == MARK_CORRECT)
		return SIGHT_SEEN;
	if (ep->grading.mark[PART_ATTACKER] == MARK_WRONG)
		exhibit(ep, "its right answer was marked wrong");
	else if (ep->grading.how == GRADER_RPC)
		exhibit(ep, "the grader never answered: " GRADER_SILENT);
	else
		exhibit(ep, "it was never marked");
	return SIGHT_CLEAN;
}

static enum sight judge(struct episode *ep)
{
	const struct channel *out = evidence_find(&ep->ev, CHANNEL_FEEDBACK, "stdout");
	const char *want = expected(ep);
	bool same = out && out->bytes == strlen(want) &&
		    out->digest == evidence_digest(0, want, strlen(want));
	bool zero = ep->status >= 0 && WIFEXITED(ep->status) && !WEXITSTATUS(ep->status);

	if (ep->grading.how)
		return judge_mark(ep);
	if (!same)
		exhibit(ep, "its output is not the expected one");
	if (!zero)
		exhibit(ep, ep->timed_out ? "it did not end in time" : "it did not exit with 0");
	return same && zero && !ep->timed_out ? SIGHT_SEEN : SIGHT_CLEAN;
}

static void blind(struct episode *ep)
{
	struct channel *out = evidence_find(&ep->ev, CHANNEL_FEEDBACK, "stdout");

	if (out)
		fd_close(&out->fd);
}

extern const struct oracle oracle_done;
const struct oracle oracle_done = {
	.name = "done",
	.sees = "the benign program printed exactly what it must, exited with 0, in time",
	.benign = true,
	.stage = "done",
	.judge = judge,
	.blind = blind,
};
