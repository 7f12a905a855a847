/* SPDX-License-Identifier: MIT */
/*
 * options.h - the command line that run, check and replay share.
 */
#ifndef HARNESS_OPTIONS_H
#define HARNESS_OPTIONS_H

#include <stdbool.h>

struct options {
	const char *command;                 /* "ordeal run", before messages                */
	char **attacks, **defences;          /* globs, NULL-terminated                       */
	char **dirs;                         /* --attack-dir                                 */
	char **attack_cmds, **defence_cmds;
	char **defence_names;                /* --defence-name: of the commands, in order    */
	const char *oracle;                  /* for --attack-cmd                             */
	const char *profile, *output, *keep;
	const char *cells;                   /* --cells, for run                             */
	const char *selection;               /* --selection, likewise                        */
	const char *shard;                   /* --shard K/N; NULL: not given                  */
	const char *changed;                 /* --changed[=FILE], likewise; NULL: not given  */
	const char *recheck;                 /* --recheck[=DIR], likewise; NULL: not given   */
	unsigned long jobs, repeat, seed;
	bool  quick, verbose, help, resume;
	bool  force, with_harness, live;     /* for run                                      */
	bool  seeded;                        /* --seed was given                             */
	int   rest;                          /* index of the first operand                   */
};

/*
 * Parse argv. 0, or EXIT_USAGE after a message on stderr. Fills defaults; free with
 * options_free().
 */
int options_parse(struct options *o, int argc, char **argv);
void options_free(struct options *o);

#endif
