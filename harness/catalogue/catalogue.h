/* SPDX-License-Identifier: MIT */
/*
 * catalogue.h - the programs that can be run: attacks and benign ones, from their manifests.
 *
 * The build runs each program once with --describe and stores the manifest beside it; the harness
 * never links or loads an attack. Programs of our own lie in <box>/attacks/<row>/, those of
 * --attack-dir in a folder of theirs: an executable or a .py with its manifest NAME.json beside it.
 */
#ifndef HARNESS_CATALOGUE_H
#define HARNESS_CATALOGUE_H

#include <stdbool.h>
#include <stddef.h>

#include "harness/catalogue/program.h"
#include "lib/err.h"

struct row {
	char *name, *blurb;
	char *oracle;               /* who usually judges: "census"; NULL: nobody said       */
	char *threshold;            /* when it is seen, and why there; NULL: there is none   */
	bool  benign;
};

/* What of a program is asked for; NULL is everything. Patterns are fnmatch(3)'s. */
struct selection {
	const char *row, *id;       /* id: of the program, the catalogue's, an ATT&CK or CWE */
	const char *language, *need, *scene, *grader, *victim;
	const char *oracle;         /* "usage" or "usage:memory"                             */
	bool quick;
};

struct catalogue {
	struct row     *rows;
	size_t          row_count;
	struct program *programs;   /* in the order of the rows, then by name                */
	size_t          program_count;
	char          **dirs;       /* host folders of --attack-dir, NULL-terminated          */
};

/* The program with this id, the row with this name: the catalogue's own. NULL: there is none. */
const struct program *catalogue_find(const struct catalogue *c, const char *id);
const struct row *catalogue_row(const struct catalogue *c, const char *name);

/* Free what it holds, programs and rows with it. */
void catalogue_free(struct catalogue *c);

/* 0 or -ENOMEM; catalogue_append() takes what *p points to. */
int catalogue_add_row(struct catalogue *c, const char *name, const char *blurb, bool benign);
int catalogue_append(struct catalogue *c, const struct program *p);

/* Is the program one of those that are chosen? What is NULL or false in *s asks nothing. */
bool catalogue_selects(const struct selection *s, const struct program *p);

#endif
