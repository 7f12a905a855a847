/* SPDX-License-Identifier: MIT */
/*
 * inherited.h - what a student's program finds open beyond its three streams: whatever the worker
 * did not close on exec. A file may be a request, a socket a link, a pipe a log.
 */
#ifndef ATTACKS_INHERITED_FD_INHERITED_H
#define ATTACKS_INHERITED_FD_INHERITED_H

#include "attacks/attack.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#define HIGHEST 1024

/*
 * The first descriptor above `after` of that type (S_IFMT), open for that `access` (O_RDONLY,
 * O_WRONLY, O_RDWR). -1 with EBADF: there is none.
 */
static inline int inherited(int after, mode_t type, int access)
{
	struct stat st;

	for (int fd = after < 2 ? 3 : after + 1; fd < HIGHEST; fd++)
		if (!fstat(fd, &st) && (st.st_mode & S_IFMT) == type &&
		    (fcntl(fd, F_GETFL) & O_ACCMODE) == access)
			return fd;
	errno = EBADF;
	return -1;
}

#endif
