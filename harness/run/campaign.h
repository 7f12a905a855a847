/* SPDX-License-Identifier: MIT */
/*
 * campaign.h - what one run is asked for, and what it leaves behind. phases.h runs it.
 */
#ifndef HARNESS_CAMPAIGN_H
#define HARNESS_CAMPAIGN_H

#include <stdint.h>

#include "harness/catalogue/catalogue.h"
#include "harness/defences/defence.h"
#include "harness/ordeal.h"
#include "harness/run/schedule.h"

struct inputs; /* inputs.h */
struct record; /* record.h */
struct shard;  /* shard.h */

struct campaign {
	const struct home *home;
	struct catalogue   catalogue;
	struct defences    defences;
	struct cgroup_host cgroups;
	struct arena_spec  arena;
	char     *const *attack_globs, *const *defence_globs; /* NULL: all                  */
	bool      quick;
	bool      judges_all;   /* also those try themselves whom no program here asks      */
	unsigned  jobs, repeat;
	uint64_t  seed;
	const char *profile;
	struct arena_image image; /* of /tmp, where the profile limits memory                 */
	const char *lacking;    /* what of its memory is not imitated; NULL                  */
	struct profile imitated; /* what that name stands for                               */
	bool      columns_named; /* --cells or --selection says which: --quick leaves none out  */
	const struct shard *shard; /* NULL: the whole run                                   */
	const char *keep;       /* replay: where to leave the arena's files; NULL            */
	bool      progress, verbose;
	int       out;          /* results file; -1: none                                   */
	json_t   *only;         /* { attack: { defence: anything } }: no other cells; NULL: all */
	json_t   *kept;         /* { attack: { defence: cell } } measured before; NULL      */
	const struct inputs *inputs; /* what the cells are made with; NULL: not said in them */
	bool (*doubt)(const struct record *cell, void *); /* is it to be run again? NULL: none is */
	unsigned  again;        /* so many times more                                       */
	void     *doubt_user;
	void    (*told)(const struct record *cell, void *); /* each cell as it is written; NULL */
	void     *told_user;

	/* what a run leaves behind */
	size_t    doubted;      /* cells that were run again                                */
	size_t    cells, by_verdict[VERDICT_COUNT];
	double   *arena_ms;     /* build + teardown of every episode                        */
	size_t    arena_count, arena_room;
	double    seconds;
	bool      interrupted;
	size_t    dead;         /* columns that cannot start hello                          */
	json_t   *unchanged;    /* names of columns with which all was as with none; NULL    */
	json_t   *last_cell;    /* for replay: the last one written                         */
	struct err error;       /* of writing results                                       */
};

/*
 * Is the program, the defence selected by the patterns (pattern.h)? A quick run has quick programs
 * only, and where no column is named, the main ones.
 */
bool campaign_wants_program(const struct campaign *c, const struct program *p);
bool campaign_wants_defence(const struct campaign *c, const struct defence *d);

/* Both, and the cell is among those that --cells, --selection or --shard left. */
bool campaign_wants_cell(const struct campaign *c, const struct program *p,
			 const struct defence *d);

/* An arena that was built and torn down, by an episode's result: for the median. */
void campaign_note_arena(struct campaign *c, const json_t *result);

/* Median and 90th percentile of arena_ms; 0 where there is none. */
double campaign_arena_ms(struct campaign *c, double quantile);

/* Can arenas be made here? 0, or -errno with the step in *e. */
int campaign_try_machine(struct campaign *c, struct err *e);

/* The same: 0, or EXIT_CANNOT after a message that says what to do. */
int campaign_check_machine(struct campaign *c);

#endif
