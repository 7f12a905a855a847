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

#include <stddef.h>
#include <stdint.h>

#include "attacks/attack.h"
#include "harness/victims.h"
#include "harness/results/measure.h"
#include "harness/results/verdict.h"
#include "lib/err.h"

struct episode;

struct oracle {
	const char *name;
	const char *sees;              /* one sentence, for people                                */
	const char *const *args; /* what may follow the colon, NULL-terminated; NULL: nothing */
	bool benign;                   /* it judges honest programs, and no attack                */
	bool canary;                   /* what it sees is a canary, which a defence may give away */
	bool own;                      /* a defence's own processes and files may show it, too    */
	bool given;                    /* the attack is told a secret, to send it out             */
	enum victim hurts;             /* whom what it sees hurts, unless a manifest says better  */

	/* How it is tried. */
	const char *stage;             /* the act of box/stage.c that causes the effect           */
	const char *stage_arg;         /* the argument it is tried with; NULL */
	const char *const *stage_args; /* or with each of these; one that fails distrusts it   */
	bool apart;                    /* with each of `args`, an instrument of its own           */
	enum scene stage_scene;        /* the scene and the grader that this takes                */
	enum grader stage_grader;
	const char *stage_knows;       /* the argument with which the act knows the answer; NULL */

	/* Of what an argument means. NULL: not so with any. */
	enum victim (*hurts_by)(const char *arg); /* whom, where that is not always the same   */
	bool (*beside)(const char *arg); /* an honest student is at work while the accused is, for a
					    worker of its own; nobody is where the place has one
					    student at a time                                  */
	bool (*on_the_clock)(const char *arg); /* it judges time, so the exercise allows little of
						  it: see allowance.h                      */
	bool (*burns)(const char *arg);        /* ... of the processor: the accused is busy for as
						  long as it lasts                         */
	bool (*honest)(const char *arg);       /* what it sees is that an honest student failed,
						  which may be the defence's own doing     */

	/* Fill *s for the argument `arg`; false: that has no threshold. NULL: none has. Who has one
	   keeps what it counted in the episode's gauge. */
	bool (*scale)(const char *arg, struct scale *s);
	/* Take the instruments up, before the accused starts. 0 or -errno: then it is blind. */
	int (*arm)(struct episode *, struct err *);
	/* Look, at every wake-up (some milliseconds). True: seen enough, the episode may end. NULL.
	 */
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

/* "usage:memory", or "census" where there is no argument: written into buf, and returned. */
const char *oracle_spec(const char *name, const char *arg, char *buf, size_t size);

/* "usage:memory" -> the oracle and, in *arg, a static "memory" or NULL. NULL: no such oracle. */
const struct oracle *oracle_find(const char *spec, const char **arg);

/* Whom it hurts that this oracle sees something; nobody where there is no oracle. */
enum victim oracle_hurts(const struct oracle *o, const char *arg);

/* Ask one of its questions about the argument; where there is no oracle or no question, no. */
bool oracle_is_beside(const struct oracle *o, const char *arg);
bool oracle_on_the_clock(const struct oracle *o, const char *arg);
bool oracle_burns(const struct oracle *o, const char *arg);
bool oracle_is_honest(const struct oracle *o, const char *arg);

#endif
