/* SPDX-License-Identifier: MIT */
/*
 * command.h - what the command line asked for.
 */
#ifndef SANDBOX_COMMAND_H
#define SANDBOX_COMMAND_H

#include "sandbox/sandbox.h"

enum { SERVE_SLOTS = 16, SERVE_QUEUE = 63, SERVE_USUAL = 2 /* slots, where nobody says how many */ };

enum action { ACT_RUN, ACT_SERVE, ACT_CLIENT, ACT_HELP, ACT_VERSION, ACT_LIST, ACT_PROBE };

enum { OPTIONS_GIVEN = 128 };

struct option_given {
	const char *name, *value; /* NULL: it takes none */
};

struct command {
	enum action action;
	struct box_options box;
	bool        asked;  /* --layers was given                                     */
	bool        best;   /* --layers best                                          */
	const char *accept; /* --accept-at-least; NULL                                */
	int         processes; /* which of --processes, --no-processes was last; 0    */
	const char *learn;  /* --learn: the file; NULL                                */
	const char *trace;  /* --trace: likewise                                      */
	bool        explain; /* which calls were refused, to stderr                  */
	const char *report; /* --report: a number (descriptor) or a file name; NULL */
	const char *serve;  /* --serve, --client: the socket; NULL                    */
	unsigned    slots, queue;
	const char *zygote;    /* --serve: a program that is forked for each request; NULL */
	const char *preload;   /* ... and what it is to load; NULL                      */
	struct option_given option[OPTIONS_GIVEN]; /* all, in order                       */
	unsigned    options;
	const char *result; /* --result: likewise                                     */
};

#endif
