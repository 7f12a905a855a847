/* SPDX-License-Identifier: MIT */
/*
 * expected.h - the accepted cells of one column: DIR/<profile>/<defence>.tsv.
 *
 *     # attack      verdict    since       until       why
 *     env-leak/x    breached   2026-11-23              no filter sees getenv(3)
 *
 *     command      bwrap --ro-bind / / -- {command}
 *
 * Fields are separated by one tab each; `until` may be empty. Comments and empty lines belong to
 * the line below them and survive a rewrite.
 *
 * The line "command" says what the column ran when it was recorded (about_command()): under another
 * command the name means another wall. Files of older versions have none.
 *
 * Where repeated runs disagree the verdict is "sometimes 3/8": breached (a benign program: fails) in
 * three of eight runs. Then neither side is worse or better.
 */
#ifndef HARNESS_EXPECTED_H
#define HARNESS_EXPECTED_H

#include <stddef.h>

#include "harness/results/expectation.h"
#include "lib/err.h"

enum { DAY = sizeof("YYYY-MM-DD") };

struct expectation {
	char *attack;
	enum verdict verdict; /* not of one that is "sometimes"                          */
	unsigned bad, of;     /* sometimes: so many of so many runs; of == 0: always     */
	char  since[DAY];
	char  until[DAY]; /* the last day on which it is accepted; "": for good       */
	char *why;        /* one line; ""                                             */
	char *above;      /* the comment above it, with its newlines; NULL: none      */
};

struct expected {
	char *path;
	char *command;             /* NULL: it does not say                           */
	struct expectation *lines; /* in the order of the file                        */
	size_t count;
	char *tail;                /* the comment after the last line; NULL           */
};

/*
 * Read a column's file. 0; -ENOENT, with *x empty, its path set, if there is none; else -errno with
 * "FILE:LINE: what" in *e. Free in all cases. Names that are no file names are -EINVAL.
 */
int expected_read(struct expected *x, const char *dir, const char *profile, const char *defence,
		  struct err *e);

/* What a line accepts, as its file has it: "breached", "sometimes 3/8". Returns `text`. */
char *expectation_text(const struct expectation *line, char *text, size_t size);

/* NULL: no line, the cell has to hold. */
struct expectation *expected_find(const struct expected *x, const char *attack);

/* Add a line; the strings are copied. NULL: no memory. */
struct expectation *expected_add(struct expected *x, const char *attack, const char *why);
void expected_remove(struct expected *x, struct expectation *line);

/* The column runs this from now on. 0 or -ENOMEM. */
int expected_set_command(struct expected *x, const char *command);

/* Write it to its path, sorted by attack, whole or not at all; makes the folders. 0 or -errno. */
int expected_write(struct expected *x, struct err *e);
void expected_free(struct expected *x);

#endif
