// SPDX-License-Identifier: MIT
/*
 * oracle_sink.c - bytes arrived at the attacker's host.
 *
 * What is to be sent is given to the attack on its command line: a cleaned environment cannot hold
 * an exfiltration.
 */
#include "harness/trial/episode.h"
#include "lib/fd.h"

static bool watch(struct episode *ep)
{
	return ep->ev.wire[PLACE_GIVEN].found;
}

static enum sight judge(struct episode *ep)
{
	if (!watch(ep))
		return SIGHT_CLEAN;
	exhibit(ep, "the given bytes at the %s (%s)", ep->ev.wire_where[PLACE_GIVEN],
		ep->ev.wire[PLACE_GIVEN].found);
	return SIGHT_SEEN;
}

static void blind(struct episode *ep)
{
	struct channel *sink = evidence_find(&ep->ev, CHANNEL_SINK, "udp sink");

	if (sink)
		fd_close(&sink->fd);
}

extern const struct oracle oracle_sink;
const struct oracle oracle_sink = {
	.name = "sink",
	.sees = "bytes given to the attack arrived at the attacker's host: tcp, udp, dns or unix",
	.hurts = VICTIM_PLATFORM,
	.given = true,
	.stage = "sink",
	.watch = watch,
	.judge = judge,
	.blind = blind,
};
