/* SPDX-License-Identifier: MIT */
/*
 * places.h - the folders that all users of a machine may write to.
 */
#ifndef SANDBOX_PLACES_H
#define SANDBOX_PLACES_H

#include <stddef.h>
#include <sys/types.h>

enum { PLACES = 16 };

struct places {
	struct shared_folder {
		int   fd;      /* for reading, with a place of its own                  */
		char *path;    /* malloc'd                                              */
		dev_t dev;
		ino_t ino;
	} at[PLACES];
	size_t n;
	size_t too_many;       /* such folders for which there was no room              */
	size_t own;            /* mounts that this user may write to, and others may not */
};

/*
 * Find them: the mounts' roots and a short list. What is in `except` (NULL-terminated), or lies
 * below it, is left out. Where the mounts cannot be read the list is all there is.
 */
void places_find(struct places *, const char *const *except);

/*
 * The index of the mount's point in one line of mountinfo, unescaped into path; -1: read-only,
 * or no line.
 */
int places_parse(const char *line, char *path, size_t size);

/* Free the paths. */
void places_free(struct places *);

#endif
