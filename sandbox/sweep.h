/* SPDX-License-Identifier: MIT */
/*
 * sweep.h - empty a folder that a hostile program could write to.
 */
#ifndef SANDBOX_SWEEP_H
#define SANDBOX_SWEEP_H

#include <sys/types.h>

#include "sandbox/sandbox.h"

/* Entries of folders that stay: what matches one of the globs, and was there at the start. */
struct keep {
	const char *const *globs; /* NULL-terminated; NULL                    */
	struct place {
		dev_t dev;
		ino_t ino;
	} *there;                 /* malloc'd by sweep_keep(), the caller's to free */
	size_t n;
};

/*
 * Add the entries of the directory `fd` (opened for reading; its offset moves) that match one of the
 * globs: by their name, or by `folder`/name where the glob has a slash. 0, or -errno: getdents64(2)'s,
 * -ENOMEM.
 */
int sweep_keep(int fd, const char *folder, struct keep *keep);

/*
 * Remove everything below the directory `fd` (opened for reading; its offset moves), except what
 * *keep has (may be NULL). Stays on its file system, follows no link, changes no mode but that of the
 * user's own directories. Adds to *s and puts the first names that are left there. Ends after 10 s
 * even while somebody goes on writing.
 */
void sweep_dir(int fd, const char *folder, const struct keep *keep, struct sweep *s);

/*
 * Give the directory `name` in `dir`, if it is the user's own, mode 0700; never what a link points
 * to. On the file system `dev` only, 0: on any. 0, or -errno: -EXDEV on another, else open(2)'s,
 * chmod(2)'s.
 */
int sweep_unlock(int dir, const char *name, dev_t dev);

#endif
