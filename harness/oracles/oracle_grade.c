// SPDX-License-Identifier: MIT
/*
 * oracle_grade.c - a submission got a mark that it does not deserve.
 *
 * The answer is a fresh nonce that only honest students are told, so every other submission is
 * wrong, and what the platform hears from the grader decides: forged, if the attacker's or the
 * accomplice's was marked correct; spoiled, if the honest student's was not.
 */
#include "harness/trial/episode.h"
#include "lib/fd.h"

#include <string.h>

static const char *const args[] = { "forged", "spoiled", NULL };

static const char *const mark_names[] = {
	[MARK_NONE] = "never answered", [MARK_WRONG] = "wrong", [MARK_CORRECT] = "correct",
};

static const char *const part_names[PARTS] = {
	[PART_ATTACKER] = "the attacker's wrong answer",
	[PART_HONEST] = "the honest student's right answer",
	[PART_ACCOMPLICE] = "the accomplice's wrong answer",
};

static bool forged(const struct grading *g)
{
	return g->mark[PART_ATTACKER] == MARK_CORRECT || g->mark[PART_ACCOMPLICE] == MARK_CORRECT;
}

static bool spoiled(const struct grading *g)
{
	return g->asked[PART_HONEST] && g->mark[PART_HONEST] != MARK_CORRECT;
}

static bool honest(const char *arg)
{
	return arg && !strcmp(arg, "spoiled");
}

static enum victim hurts_by(const char *arg)
{
	return strcmp(arg, "spoiled") ? VICTIM_MARK : VICTIM_STUDENT;
}

static int arm(struct episode *ep, struct err *e)
{
	if (!ep->spec->oracle_arg)
		return err_set(e, 0, "grade: which? give grade:forged or grade:spoiled");
	return ep->grading.how ? 0 : err_set(e, 0, "grade: the scene has no grader");
}

static enum sight judge(struct episode *ep)
{
	const struct grading *g = &ep->grading;
	bool seen = !strcmp(ep->spec->oracle_arg, "forged") ? forged(g) : spoiled(g);

	for (int p = 0; p < PARTS; p++)
		if (g->asked[p])
			exhibit(ep, "%s: %s", part_names[p], mark_names[g->mark[p]]);
	if (g->answers && g->answers->fd < 0 && !g->answers->ended)
		return SIGHT_BLIND;
	return seen ? SIGHT_SEEN : SIGHT_CLEAN;
}

static void blind(struct episode *ep)
{
	fd_close(&ep->grading.answers->fd);
}

extern const struct oracle oracle_grade;
const struct oracle oracle_grade = {
	.name = "grade",
	.sees = "a wrong submission was marked correct, or a right one was not",
	.args = args,
	.hurts = VICTIM_MARK,
	.hurts_by = hurts_by,
	.stage = "grade",
	.apart = true,
	.stage_arg = "forged",
	.stage_scene = SCENE_BEFORE_VICTIM,
	.stage_grader = GRADER_RPC,
	.stage_knows = "forged",
	.honest = honest,
	.arm = arm,
	.judge = judge,
	.blind = blind,
};
