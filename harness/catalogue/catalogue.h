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

#include <jansson.h>

#include "attacks/attack.h"
#include "harness/catalogue/victims.h"
#include "lib/err.h"

enum { PROGRAM_ARGV = 16, PROGRAM_NEEDS = 16 };

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

struct program {
	char  *id;                  /* "fork-bomb/clone3"                                    */
	char  *row, *name;          /* "fork-bomb", "clone3"                                 */
	bool   benign, python, quick;
	char  *language;            /* "c", "python", or what a foreign manifest says        */
	char  *effect, *means, *remedy, *catalogue_id, *attack_id; /* may be NULL but effect, means */
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

struct catalogue {
	struct row     *rows;
	size_t          row_count;
	struct program *programs;   /* in the order of the rows, then by name                */
	size_t          program_count;
	char          **dirs;       /* host folders of --attack-dir, NULL-terminated          */
};

/*
 * Read <share>/rows and the manifests below <box>/attacks. 0, or -errno with file and line in *e:
 * a row folder that rows does not list, a manifest with an unknown oracle, scene, need or key type.
 */
int catalogue_load(struct catalogue *c, const char *box, const char *share, struct err *e);

/*
 * Add the programs of a foreign folder: every *.json below it that describes a program. The row is
 * the manifest's "row", or the folder's name; a row that rows does not list is added as an attack
 * row. "argv" in the manifest (first word relative to the folder) overrides how it is started.
 */
int catalogue_add_dir(struct catalogue *c, const char *dir, struct err *e);

/*
 * Add one attack given as a command line, split at blanks with sh-like quotes: it needs no
 * scaffolding, `sh -c 'echo attempting; exec "$@"'` says the mark once the defence has started it.
 * `oracle` as in a manifest ("secret:environ"). Its id is "given/<first word's base name>".
 */
int catalogue_add_command(struct catalogue *c, const char *command, const char *oracle,
			  struct err *e);

/* The program with this id, or NULL. */
const struct program *catalogue_find(const struct catalogue *c, const char *id);
const struct row *catalogue_row(const struct catalogue *c, const char *name);
void catalogue_free(struct catalogue *c);

bool catalogue_selects(const struct selection *s, const struct program *p);

/* Write "usage:memory" into buf, and return it. */
const char *program_oracle(const struct program *p, char *buf, size_t size);

/* Needs: NULL if this machine meets `need`, else a static sentence with the reason. */
const char *need_unmet(const char *need);
bool need_known(const char *need);

#endif
