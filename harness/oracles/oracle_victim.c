// SPDX-License-Identifier: MIT
/*
 * oracle_victim.c - the honest student's run changed because of who ran before.
 *
 * Scene before-victim: the same honest program succeeds where nobody attacked (the oracle's own
 * trial `nothing` shows it), so its failure is the attacker's doing.
 */
#include "harness/trial/episode.h"
#include "lib/fd.h"

static bool honest(const char *arg)
{
	(void)arg;
	return true;
}

/* What it said itself of why. */
static void tell(struct episode *ep, const struct channel *ch)
{
	enum { WORDS = 200 };
	int n = ch && ch->head_len < WORDS ? (int)ch->head_len : WORDS;

	if (ch && ch->head_len)
		exhibit(ep, "its %s: %.*s", ch->name, n, ch->head);
}

static enum sight judge(struct episode *ep)
{
	const struct channel *out = evidence_find(&ep->ev, CHANNEL_HONEST, "stdout");

	if (ep->honest_ok)
		return SIGHT_CLEAN;
	if (!out || !out->ended) /* did it fail, or did we not hear it? */
		return SIGHT_BLIND;
	exhibit(ep, "the honest student who came next could not do its work");
	tell(ep, out);
	tell(ep, evidence_find(&ep->ev, CHANNEL_HONEST, "stderr"));
	return SIGHT_SEEN;
}

static void blind(struct episode *ep)
{
	struct channel *out = evidence_find(&ep->ev, CHANNEL_HONEST, "stdout");

	if (out)
		fd_close(&out->fd);
}

extern const struct oracle oracle_victim;
const struct oracle oracle_victim = {
	.name = "victim",
	.sees = "the honest student who came after the attacker failed",
	.hurts = VICTIM_STUDENT,
	.stage = "spoil",
	.stage_scene = SCENE_BEFORE_VICTIM,
	.honest = honest,
	.judge = judge,
	.blind = blind,
};
