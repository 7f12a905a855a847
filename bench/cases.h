/* SPDX-License-Identifier: MIT */
/*
 * cases.h - what is launched, and under what. A new program or variant is one entry in cases.c.
 */
#ifndef BENCH_CASES_H
#define BENCH_CASES_H

/* "{build}" at the start of a word is the build folder, as an absolute path. */
struct program {
	const char *name, *what;
	const char *const *argv;  /* timed                                                  */
	const char *const *proof; /* prints PROOF: run once per variant before anything is timed */
	double share;             /* of the time for all programs, in parts                 */
};

struct variant {
	const char *name, *group; /* bare, layer, stack or tool */
	const char *what;
	const char *const *argv;  /* the words before the program's */
};

#define PROOF "proof"

/* Both end with a NULL name. The first variant is bare: every ratio is to it. */
extern const struct program programs[];
extern const struct variant variants[];

/* variant + program as a NULL-terminated array to be freed with strv_free(); NULL: no memory. */
char **case_argv(const struct variant *, const char *const *program_argv, const char *build);

/* The same as one line for a results file, where the build folder is "build". free() it. */
char *case_command(const struct variant *, const char *const *program_argv);

/* NULL for a name that is none. */
const struct program *program_find(const char *name);
const struct variant *variant_find(const char *name);

#endif
