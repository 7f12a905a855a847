// SPDX-License-Identifier: MIT
#include "lib/dirents.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

/* What the kernel writes: struct linux_dirent64 of getdents64(2). */
struct entry {
	uint64_t      ino;
	int64_t       off;
	uint16_t      reclen;
	unsigned char type;
	char          name[];
};

const char *dirents_next(struct dirents *d)
{
	for (;;) {
		const struct entry *at = (const void *)(d->buf + d->at);

		if (d->at == d->n) {
			long k = syscall(SYS_getdents64, d->fd, d->buf, sizeof(d->buf));

			d->at = 0;
			d->n = k > 0 ? (size_t)k : 0;
			d->error = k < 0 ? -errno : 0;
			if (k <= 0)
				return NULL;
			continue;
		}
		d->at += at->reclen;
		d->type = at->type;
		if (strcmp(at->name, ".") != 0 && strcmp(at->name, "..") != 0)
			return at->name;
	}
}

pid_t dirents_next_pid(struct dirents *d)
{
	const char *name;

	while ((name = dirents_next(d)))
		if (name[0] >= '0' && name[0] <= '9')
			return (pid_t)atol(name);
	return -1;
}
