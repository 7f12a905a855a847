/* SPDX-License-Identifier: MIT */
/*
 * oracle.h - observers outside the box that say whether the effect happened.
 *
 * An oracle is one file, oracle_<name>.c, with one const struct oracle at its end, and one line in
 * oracle.c. It is tried first: at the start of every run each must see its own staged effect, must
 * see nothing when nothing happens, and must say so when it is blinded.
 */
#ifndef HARNESS_ORACLE_H
#define HARNESS_ORACLE_H

#include <stdint.h>

#include "harness/verdict.h"
#include "lib/err.h"

struct episode;

/* What a threshold counts, and where it lies unless an attack says otherwise. */
struct scale {
	const char *unit;  /* "MiB"                                                      */
	uint64_t per_unit; /* of what is counted make one: 1048576                       */
	uint64_t seen_at;  /* the oracle's own threshold, in what is counted             */
};

struct oracle {
	const char *name;
	const char *sees;              /* one sentence, for people                                */
	const char *const *args;       /* what may follow the colon, NULL-terminated; NULL: nothing */
	const char *stage;             /* the act of box/stage.c that causes the effect           */
	const char *stage_arg;         /* the argument it is tried with; NULL                      */
	const char *const *stage_args; /* or with each of these; one that fails distrusts it   */
	uint64_t stage_threshold;      /* a small effect is enough to show that it can see         */
	/* Is time what it judges? Then the exercise allows little of it, see allowance.h. NULL: no. */
	bool (*on_the_clock)(const char *arg);

	/* Fill *s for the argument `arg`; false: that has no threshold. NULL: none has. */
	bool (*scale)(const char *arg, struct scale *s);
	/* Take the instruments up, before the accused starts. 0 or -errno: then it is blind. */
	int (*arm)(struct episode *, struct err *);
	/* Look, at every wake-up (some milliseconds). True: seen enough, the episode may end. NULL. */
	bool (*watch)(struct episode *);
	/* Everything is dead and every channel is read. Adds exhibits. Never SIGHT_CLEAN unless the
	   instruments worked to the end. */
	enum sight (*judge)(struct episode *);
	/* Give up what arm() took. Also called where arm() failed. NULL. */
	void (*disarm)(struct episode *);
	/* Take the instruments away, to show that judge() notices. */
	void (*blind)(struct episode *);
};

extern const struct oracle *const oracles[]; /* NULL-terminated */

/* "usage:memory" -> the oracle and, in *arg, a static "memory" or NULL. NULL: no such oracle. */
const struct oracle *oracle_find(const char *spec, const char **arg);

/* Is it judged by what it takes of the processor? Then it works for as long as it lasts. */
bool oracle_burns(const struct oracle *o, const char *arg);

#endif
