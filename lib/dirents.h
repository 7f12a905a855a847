/* SPDX-License-Identifier: MIT */
/*
 * dirents.h - read a directory by getdents64(2): no allocation, no stat, and usable between fork
 * and exec. opendir(3) allocates 32 KiB and costs ten times as much on a short directory.
 *
 *	struct dirents d = { .fd = fd };
 *	const char *name;
 *
 *	while ((name = dirents_next(&d)))
 *		...                                   "." and ".." are left out
 *	if (d.error) ...                              -errno of getdents64(2)
 */
#ifndef LIB_DIRENTS_H
#define LIB_DIRENTS_H

#include <stddef.h>
#include <sys/types.h>

struct dirents {
	int           fd;   /* the caller's, at its beginning; lseek(fd, 0, SEEK_SET) starts over */
	int           error;
	unsigned char type; /* DT_... of the last name; DT_UNKNOWN on some file systems */
	size_t        at, n;
	char          buf[4096] __attribute__((aligned(8)));
};

/* The next name, valid until the call after it; NULL at the end and on errors. */
const char *dirents_next(struct dirents *);

/* The next name that is a number, as the processes in /proc are; -1 at the end. */
pid_t dirents_next_pid(struct dirents *);

#endif
