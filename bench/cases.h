/* SPDX-License-Identifier: MIT */
/*
 * cases.h - what is launched, and under what.
 *
 * The columns are those of the matrix: their .defence files are read, and the command line that is
 * timed is the one that an attack is run by. A new column needs no line here. A cost may stand
 * beside a column only where the two command lines are the same, so each is written to the results.
 */
#ifndef BENCH_CASES_H
#define BENCH_CASES_H

#include "lib/err.h"

#include <stdbool.h>
#include <stddef.h>

struct program {
	const char *name, *what;
	const char *const *argv;  /* timed                                                  */
	const char *const *proof; /* prints PROOF: run once per variant before anything is timed */
	double share;             /* of the time for all programs, in parts                 */
	bool   stacks_only;       /* takes long: under bare, the stacks and the chief tool only */
};

struct variant {
	char  *name, *group; /* bare, layer, stack, tool or given                              */
	char  *what;
	char **argv;         /* as in the .defence file, with {command}; NULL: the program alone */
	bool   column;       /* argv is that of the column of this name                         */
	bool   whole;        /* a stack, or a main column that is one: see stacks_only           */
};

struct variants {
	struct variant *list;
	size_t count;
};

#define PROOF "proof"

/* Ends with a NULL name. */
extern const struct program programs[];

/*
 * The first variant is bare: every ratio is to it. `only`: these columns beside it, NULL for all;
 * `given`: a command line with {command}, as `ordeal run --defence-cmd` takes it, NULL for none.
 * 0, or -errno; free in both cases.
 */
int variants_load(struct variants *, const char *share, char *const *only, const char *given,
		  struct err *);
void variants_free(struct variants *);

/* Is this program timed under this variant? */
bool case_wanted(const struct variant *, const struct program *);

/* variant + program as a NULL-terminated array to be freed with strv_free(); NULL: no memory. */
char **case_argv(const struct variant *, const char *const *program_argv);

/* The same as one line for a results file. free() it. */
char *case_command(const struct variant *, const char *const *program_argv);

/* NULL for a name that is none. */
const struct program *program_find(const char *name);
const struct variant *variant_find(const struct variants *, const char *name);

#endif
