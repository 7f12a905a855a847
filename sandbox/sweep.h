/* SPDX-License-Identifier: MIT */
/*
 * sweep.h - empty a folder that a hostile program could write to.
 */
#ifndef SANDBOX_SWEEP_H
#define SANDBOX_SWEEP_H

#include "sandbox/before.h"
#include "sandbox/sandbox.h"

#include <sys/types.h>

/* Which file, whatever it is called. */
struct place {
	dev_t dev;
	ino_t ino;
};

/* Entries that stay: of what was there at the start all, or what matches one of the globs. */
struct keep {
	bool all;
	const char *const *globs; /* NULL-terminated; NULL                    */
	struct before before;     /* before_free() is the caller's to call    */
	int64_t others, until;    /* all: what was born from `others` on may be another box's, and after
				     `until` cannot be the program's. ns since 1970; 0: not known */
};

/*
 * Remember what is below the directory `fd` (opened for reading; its offset moves) and may stay. A
 * glob is for the names in it, or for `folder`/name where it has a slash. 0, or -errno as before_add().
 */
int sweep_keep(int fd, const char *folder, struct keep *keep);

/*
 * Remove everything below the directory `fd` (opened for reading; its offset moves), except what
 * *keep has (may be NULL): in folders that stay too. With keep, other users' files and the folders of
 * boxes that are alive stay as well. Stays on its file system, follows no link, changes no mode but that of the
 * user's own directories. Adds to *s and puts the first names that are left there. Ends after 10 s
 * even while somebody goes on writing.
 */
void sweep_dir(int fd, const char *folder, struct keep *keep, struct sweep *s);

/*
 * Give the directory `name` in `dir`, if it is the user's own, mode 0700; never what a link points
 * to. On the file system `dev` only, 0: on any. 0, or -errno: -EXDEV on another, else open(2)'s,
 * chmod(2)'s.
 */
int sweep_unlock(int dir, const char *name, dev_t dev);

/* A box's own folder: this and so many digits. Its supervisor holds the lock of it, flock(2). */
#define BOX_FOLDER "ordeal-run-"
enum { BOX_FOLDER_DIGITS = 16 };

/*
 * Is `name` in `dir` a box's folder whose supervisor is alive: -EWOULDBLOCK. Else its descriptor,
 * locked, so that no box takes it while it is removed, to be closed; or another -errno: it is none, or
 * cannot be opened.
 */
int sweep_lock_box(int dir, const char *name);

#endif
