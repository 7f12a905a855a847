/* SPDX-License-Identifier: MIT */
/*
 * grants.h - which files a box shows: the one list, for Landlock and for the supervisor that opens
 * files in the program's place.
 */
#ifndef SANDBOX_GRANTS_H
#define SANDBOX_GRANTS_H

#include "sandbox/landlock_abi.h"
#include "sandbox/layer.h"

enum {
	READ = LL_READ_FILE | LL_READ_DIR | LL_EXECUTE,
	DEVICE = LL_READ_FILE | LL_WRITE_FILE | LL_TRUNCATE | LL_IOCTL_DEV,
	OWN = READ | LL_WRITE_FILE | LL_REMOVE_DIR | LL_REMOVE_FILE | LL_MAKE_DIR | LL_MAKE_REG |
	      LL_MAKE_SOCK | LL_MAKE_FIFO | LL_MAKE_SYM | LL_REFER | LL_TRUNCATE,
};

/*
 * Call `take` with every granted file or folder, opened, and the rights at and below it: the system's,
 * the program's own folder, what the caller named. A system path that is not there is left out, a
 * caller's is an error. 0, or what `take` returned.
 */
int grants_each(struct box *, int (*take)(struct box *, int fd, uint64_t rights), struct err *);

/* Would a box with these options let a program read this file, or write it? By its name alone. */
bool grants_name(const struct box_options *, const char *path, bool write);

/* Is it one of the system's files, or below one? By the table alone. */
bool grants_system(const char *path);

/* Names in /proc/self that may be read, though nothing else in there may; NULL-terminated. */
extern const char *const grants_own[];

/* Keep them all in b->mediate, by where they lie now; and forget them. */
int grants_keep(struct box *, struct err *);
void grants_forget(struct box *);

/*
 * The rights at the place where this descriptor's file lies. The program's own pipes may be read and
 * written; in /proc there are none but to the machine's figures, whatever was granted: our "self" is not
 * the program's.
 */
uint64_t grants_of(const struct box *, int fd);

/* Does what is held lie where the program may write? */
bool grants_writable(const struct box *, int fd);

#endif
