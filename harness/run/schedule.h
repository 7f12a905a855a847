/* SPDX-License-Identifier: MIT */
/*
 * schedule.h - run episodes, some at a time, each in a keeper of its own.
 */
#ifndef HARNESS_SCHEDULE_H
#define HARNESS_SCHEDULE_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

#include <jansson.h>

#include "harness/trial/episode.h"

struct job {
	struct episode_spec spec;
	const char *label;      /* for the progress line; may be NULL                       */
	void       *user;       /* the caller's                                             */
	json_t     *result;     /* play_episode()'s; NULL: not run, or interrupted           */
};

struct schedule {
	unsigned parallel;      /* keepers at a time, not counting those that wait           */
	bool     progress;      /* keep a line with an estimate on stderr, which is a terminal;
				   else one is printed every ten seconds                 */
	void   (*done)(struct job *, void *);  /* called in this process as each one ends; NULL */
	void    *user;
	size_t   finished, total; /* over all calls, for the estimate; the caller sets total */
	double   started_ms;    /* when the first call began                                */
};

/* Set by SIGINT and SIGTERM once schedule_catch_signals() was called. */
extern volatile sig_atomic_t schedule_interrupted;
void schedule_catch_signals(void);

/*
 * Run all jobs. An episode whose keeper died without a word gets a result with an "error". After an
 * interruption the arenas that were running are torn down, and their jobs have no result. 0, or
 * -errno if keepers cannot be forked.
 */
int schedule_run(struct schedule *s, struct job *jobs, size_t count);

#endif
