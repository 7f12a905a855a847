/* SPDX-License-Identifier: MIT */
/*
 * before.h - what was there before the program started, and so is not swept with what is new.
 */
#ifndef SANDBOX_BEFORE_H
#define SANDBOX_BEFORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct before {
	struct was {
		uint64_t dir, dev, ino; /* dir: the folder's inode                                */
		uint64_t name;          /* a hash of its name in there                            */
		int64_t  born;          /* ns since 1970; 0: this file system does not remember   */
		uint16_t mode;
		bool     shut;          /* nothing in it is looked at                             */
		bool     too_deep;      /* ... although it is a folder of this file system        */
	} *was;                         /* malloc'd: before_free()                                */
	size_t n, room;
	size_t mine;                    /* files of this user among them                          */
	bool   sorted;
};

/* May this entry be remembered? `name` in the folder that is being recorded, at its top. */
typedef bool before_wanted(const void *arg, const char *name);

/*
 * Remember the entries below the directory `fd` (opened for reading; its offset moves) that this user
 * could have made, or could put something into; at its top those that are wanted. NULL: all.
 * 0, -E2BIG: there are too many, none of it is remembered; or -errno.
 */
int before_add(struct before *, int fd, before_wanted *wanted, const void *arg);

/*
 * Was it there, the same file under this name, in the folder `fd` with this inode? Its line; NULL.
 * *mine: it is this user's; false where there is none.
 */
const struct was *before_find(struct before *, int fd, ino_t folder, const char *name, bool *mine);

/* When this entry was born, in ns since 1970; 0: nobody knows. */
int64_t before_born(int fd, const char *name);

/* Free what was remembered. */
void before_free(struct before *);

#endif
