/* SPDX-License-Identifier: MIT */
/*
 * program.h - one program that can be run: an attack, or a benign one.
 */
#ifndef HARNESS_PROGRAM_H
#define HARNESS_PROGRAM_H

#include <stdbool.h>
#include <stddef.h>

#include <jansson.h>

#include "attacks/attack.h"
#include "harness/victims.h"

enum { PROGRAM_ARGV = 16, PROGRAM_NEEDS = 16 };

struct program {
	char  *id;                  /* "fork-bomb/clone3"                                    */
	char  *row, *name;          /* "fork-bomb", "clone3"                                 */
	bool   benign, python, quick;
	char  *language;            /* "c", "python", or what a foreign manifest says        */
	char *effect, *means, *remedy, *catalogue_id,
		*attack_id;	    /* may be NULL but effect, means */
	char  *oracle, *oracle_arg; /* "secret", "environ"; arg may be NULL                  */
	char  *control;             /* the column where it must be SEEN: "none"              */
	char  *expect;              /* benign: all of standard output                        */
	enum scene scene;
	enum grader grader;
	enum victim victim;         /* whom it hurts: the manifest's word, or the oracle's    */
	unsigned long threshold;    /* 0: the oracle's default                               */
	unsigned seconds;
	char  *needs[PROGRAM_NEEDS + 1];
	char  *argv[PROGRAM_ARGV + 1]; /* as seen inside the arena, without --armed and the brief */
	bool   armed;               /* takes --armed KEY=VALUE...; false for --attack-cmd    */
	json_t *manifest;
};

/* Free what it points to, and not the struct itself. */
void program_free(struct program *p);

/* Write "usage:memory" into buf, and return it. */
const char *program_oracle(const struct program *p, char *buf, size_t size);

/* Needs: NULL if this machine meets `need`, else a static sentence with the reason. */
const char *need_unmet(const char *need);

/* A command that meets it, static; NULL: no command does, only another machine or kernel. */
const char *need_mend(const char *need);
bool need_known(const char *need);

#endif
