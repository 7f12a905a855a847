/* SPDX-License-Identifier: MIT */
/*
 * defence.h - the columns: any command that runs a program under some protection. One data file
 * each, <share>/defences/<name>.defence, in libconfig's syntax; see none.defence for every field.
 */
#ifndef HARNESS_DEFENCE_H
#define HARNESS_DEFENCE_H

#include <stdbool.h>
#include <stddef.h>

#include "harness/defences/allowance.h"
#include "lib/err.h"

struct defence {
	char  *name, *summary;
	char  *group;       /* where the matrix shows it: baseline, layer, stack, stock, given */
	int    order;       /* within the group */
	bool   main;        /* one of the columns of a quick run */
	char **made; /* a file of the box that it needs, and the command that makes it; NULL */
	bool   unmade;      /* ... which is not there: measured only where it is named */
	char **probe; /* run inside the arena, exit 0: it can be applied; NULL: nothing to ask */
	char **argv;        /* with {command}, {command_string}, {attack_dir}, and {cpu}, {wall}
			       in any place; NULL: the empty prefix */
	char **between;     /* run by the worker after each student; NULL */
	char *prelude; /* in-process: Python that the worker runs before a student's code; NULL */
	char  *baseline;    /* the column that this one contains, credited apart: "nnp"; NULL */
	bool   runs_c, runs_python;
	bool   python_worker; /* the warm worker is the one in Python                             */
	bool   hidden;        /* the warm worker, and the grader, made themselves non-dumpable */
	bool   reexeced;      /* the warm worker started itself again, without its environment */
	bool   in_process;    /* ... which exec()s the student's code itself                      */
	bool   forked;        /* ... in a fork of itself                                          */
};

struct defences {
	struct defence *list; /* by group, order, name */
	size_t          count;
};

/* Read <share>/defences/ *.defence. 0, or -errno with "FILE:LINE: what" in *e. */
int defences_load(struct defences *d, const char *share, struct err *e);

/*
 * Add a column from a command line with {command}; where it has none, it is appended, and *appended
 * set. `name` NULL: "given", the next "given-2".
 */
int defences_add_named(struct defences *d, const char *command, const char *name, bool *appended,
		       struct err *e);
int defences_add_command(struct defences *d, const char *command, struct err *e);

/* By name: one of the list, which keeps it. NULL: there is none. */
const struct defence *defences_find(const struct defences *d, const char *name);
void defences_free(struct defences *d);

/*
 * The argv that runs `command` under d: each word {command} becomes the words of the command;
 * {command_string}, and {command} within a word, become them quoted for a shell; {attack_dir}
 * becomes `dir`; {cpu} and {wall} become what is allowed. A fresh NULL-terminated array to be freed
 * with strv_free(); NULL when out of memory.
 */
char **defence_argv(const struct defence *d, char *const *command, const char *dir,
		    struct allowance allowed);

/*
 * What a column does besides its argv, in one line: "python worker, in process, between: rm x"; ""
 * if nothing. malloc'd; NULL: no memory. With argv it tells two columns of one name apart.
 */
char *defence_worker(const struct defence *d);

/* For defence.c: does any word say where the command goes? What no field can say alone is wrong: a
 * sentence, or NULL. */
bool defence_has_command(char *const *argv);
const char *defence_contradiction(const struct defence *d);

#endif
