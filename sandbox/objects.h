/* SPDX-License-Identifier: MIT */
/*
 * objects.h - what a program leaves in the kernel's own tables.
 */
#ifndef SANDBOX_OBJECTS_H
#define SANDBOX_OBJECTS_H

#include <stdbool.h>
#include <stdint.h>

enum { OBJECTS = 64, TABLES = 3, KEYRINGS = 3 };

/* What was there before the program started: numbers, of each table so many; more is too many. */
struct objects {
	int  id[TABLES][OBJECTS], key[KEYRINGS][OBJECTS];
	int  ids[TABLES], keys[KEYRINGS]; /* -1: nobody knows */
};

/* Note what of this user is in the tables now; of a table that cannot be read, that nobody knows. */
void objects_remember(struct objects *);

/*
 * Remove what is new since, of this user, unless one of its boxes that are alive may have made it: those
 * were begun at `others` (ns since 1970), the first of them.
 */
void objects_sweep(const struct objects *, int64_t others);

#endif
