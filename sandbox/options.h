/* SPDX-License-Identifier: MIT */
/*
 * options.h - the command line of ordeal-sandbox, and nothing else: no file is opened, nothing is
 * printed.
 */
#ifndef SANDBOX_OPTIONS_H
#define SANDBOX_OPTIONS_H

#include "sandbox/sandbox.h"

enum action { ACT_RUN, ACT_SERVE, ACT_CLIENT, ACT_HELP, ACT_VERSION, ACT_LIST, ACT_PROBE };

struct command {
	enum action action;
	struct box_options box;
	bool        asked;  /* --layers was given                                     */
	bool        best;   /* --layers best                                          */
	const char *accept; /* --accept-at-least; NULL                                */
	int         processes; /* which of --processes, --no-processes was last; 0    */
	const char *report; /* --report: a number (descriptor) or a file name; NULL */
	const char *serve;  /* --serve, --client: the socket; NULL                    */
	unsigned    slots, queue;
	const char *result; /* --result: likewise                                     */
};

/* Parse argv. Everything after "--" is the program's. 0, or -EINVAL with a sentence in e. */
int box_options_parse(struct command *, int argc, char **argv, struct err *e);

/* "10", "16M": a size with K, M, G when `unit` is 'b'; "none" is BOX_NONE. 0 or -EINVAL. */
int options_number(const char *text, char unit, uint64_t *value);

/* Digits alone are a descriptor's number, and not a file's name; -1 where they are too many for one. */
bool options_descriptor(const char *text, int *fd);

#endif
