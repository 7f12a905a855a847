/* SPDX-License-Identifier: MIT */
/*
 * words.h - the command line of a command whose options are few: each is a flag or has a text.
 *
 * run, check and replay, whose options make a selection, have harness/options.h.
 */
#ifndef HARNESS_COMMANDS_WORDS_H
#define HARNESS_COMMANDS_WORDS_H

#include <stdbool.h>
#include <unistd.h> /* optind */

/* One option. A flag sets *flag; one with a text sets *text, or adds a copy to *list. */
struct word {
	const char  *name;   /* without the dashes; NULL ends the table */
	char         letter; /* of the short option; 0: it has none     */
	bool        *flag;
	const char **text;   /* what is in it before stays, if the option is not given */
	char      ***list;   /* for strv_free()                                        */
};

/*
 * Read the options of argv, whose first word is put before messages ("ordeal gate"). -h and --help
 * are one of them: give `help` for it. 0, and optind is the first operand; EXIT_USAGE after a
 * message.
 */
int words_read(int argc, char **argv, const struct word *words, bool *help);

/* Was something given by this option? Of a text or list that was NULL, or a flag that was false. */
bool word_given(const struct word *w);

/* The one operand that there may be, if there is one: *path stays otherwise. 0, or EXIT_USAGE after
 * a message. */
int words_one_file(int argc, char **argv, const char **path);

#endif
