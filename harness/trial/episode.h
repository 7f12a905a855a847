/* SPDX-License-Identifier: MIT */
/*
 * episode.h - the state of one instance's life, which play.c leads from arming to judging.
 */
#ifndef HARNESS_EPISODE_H
#define HARNESS_EPISODE_H

#include <stdbool.h>
#include <stdint.h>

#include <jansson.h>

#include "harness/arena/arena.h"
#include "harness/catalogue/catalogue.h"
#include "harness/defences/defence.h"
#include "harness/trial/evidence.h"
#include "harness/oracle.h"
#include "harness/results/verdict.h"

enum episode_mode {
	EPISODE_TRIAL,   /* the program under the defence                           */
	EPISODE_DRY,     /* the same up to its mark: nothing may be seen            */
	EPISODE_PROBE,   /* a plain command instead of a program, no defence: exit 0? */
	EPISODE_STAGED,  /* the oracle's own effect                                 */
	EPISODE_NOTHING, /* nothing happens                                         */
	EPISODE_BLINDED, /* nothing happens, and the oracle's instruments are gone  */
};

/* How a submission was marked. */
enum mark { MARK_NONE /* never answered */, MARK_WRONG, MARK_CORRECT };

/* Whose turn it is in the scene. */
enum part { PART_ATTACKER, PART_HONEST, PART_ACCOMPLICE, PARTS };

/* The grader and our line to it: see grading.h. */
struct grading {
	enum grader how;
	bool   running;
	int    pid;               /* as the arena counts; 0: it does not stay            */
	int    to;                /* its standard input; -1                              */
	int    id;                /* of the last request                                 */
	struct channel *answers;  /* what it prints                                      */
	struct tape tape;         /* ... and what of that was not understood yet         */
	json_t *answer;           /* to the last request, or NULL                        */
	enum mark mark[PARTS];
	bool   asked[PARTS];
};

/* What is asked of a keeper. */
struct episode_spec {
	enum episode_mode mode;
	const struct program *program;   /* TRIAL, DRY                                        */
	const struct defence *defence;
	const struct oracle *oracle;     /* who judges; NULL in a PROBE                        */
	const char *oracle_arg;
	uint64_t threshold;              /* 0: the oracle's default                            */
	char *const *command;            /* of a PROBE                                          */
	bool asks;                       /* the sandbox reports on stderr what it refused       */
	bool all_secrets;                /* a null trial: no canary at all may come out         */
	const char *keep;                /* folder to copy /tmp and channels to; NULL           */
	const struct arena_spec *arena;
};

/* Working state; oracles read it, and keep theirs in `gauge`, `found`, `finding` and `decoy`. */
struct episode {
	const struct episode_spec *spec;
	struct arena arena;
	struct evidence ev;
	int   worker;                    /* the keeper's end of the worker's line; -1           */
	int   beside;                    /* to the one whose student stays at work; -1          */
	int   worker_pid;                /* as the arena counts                                 */
	int   child_pid;                 /* what the worker started last                        */
	struct grading grading;
	int   population;                /* processes before anybody's turn                     */
	struct allowance allowed;        /* the time that the exercise allows                     */
	bool  armed, blind;              /* blind: an instrument failed                         */
	bool  fault;                     /* what fails now is the machine's doing               */
	bool  timed_out, honest_ok, started, stopped, worker_died;
	int   honest_end, honest_status; /* how its invocation ended, and the wait status       */
	double called_ms, returned_ms;   /* the deciding invocation, to the end of its streams too;
					    0: not yet                                          */
	int   status;                    /* wait status of the deciding invocation; -1: none     */
	const struct program *on_stage;  /* whose output is judged: for `done`                   */
	struct {
		int64_t base;
		struct measure at;
		struct scale scale;
	} gauge;			 /* of one that counts */
	int64_t found;                   /* of one that finds: how many, or whether             */
	double ended_ms;                 /* when the deciding invocation ended; 0: it has not    */
	char finding[160];               /* of one that looks: what it saw first, "" for nothing */
	struct { int line, pid; uint64_t sum; int32_t ioprio; } decoy;
	struct { int file[2], log; } leak; /* the keeper's copies of what the worker leaks       */
	json_t *exhibits;                /* array of strings                                    */
};

/* Add "FMT..." to the exhibits. */
void exhibit(struct episode *ep, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/*
 * For oracles that count. gauge_set(): its threshold, of the attack or else of the scale.
 * gauge_take(): `now` is the instrument's figure, -1 where it cannot be read. True: enough.
 */
void gauge_set(struct episode *ep, const struct scale *s);
bool gauge_take(struct episode *ep, int64_t now);

#endif
