/* SPDX-License-Identifier: MIT */
/*
 * decoy.h - another process of the student's user, minding its own business, and how it is asked.
 *
 * A child of the arena's init, so it is nobody's parent and nobody's child inside. What it says
 * comes from a program of ours; whether it lives, runs and is untraced is read from outside.
 */
#ifndef HARNESS_DECOY_H
#define HARNESS_DECOY_H

#include "harness/trial/episode.h"

/* What the decoy answers: worker.c. */
struct decoy_answer {
	uint64_t sum;   /* a checksum of its memory */
	int32_t ioprio; /* as ioprio_get(2) tells it; /proc does not show it */
};

/* Start it, and take its first answer into ep->decoy. 0 or -errno. */
int decoy_start(struct episode *ep, struct err *e);

/*
 * Ask. A signal that it got meanwhile goes to ep->finding. 1: answered, 0: it is dead, -1: no
 * answer in time.
 */
int decoy_ask(struct episode *ep, struct decoy_answer *a);

/* Is process `pid` of the arena gone, stopped or traced? ep->finding says it. */
bool decoy_molested(struct episode *ep, int pid, const char *who);

/* An oracle's judge, disarm and blind, where ep->finding says what was seen, "" for nothing. */
enum sight decoy_judge(struct episode *ep);
void decoy_disarm(struct episode *ep);
void decoy_blind(struct episode *ep);

#endif
