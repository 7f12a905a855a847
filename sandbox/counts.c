// SPDX-License-Identifier: MIT
/*
 * counts.c - what the supervisor adds up, since no limit of the kernel's does.
 */
#include "sandbox/layer.h"

#include <linux/falloc.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

enum {
	MOST_PAIRS = 192,
	PAIR = 2 * 212992, /* both directions full: net.core.wmem_default */
};

bool counts_has(int nr)
{
	switch (nr) {
	case SYS_open:
	case SYS_openat:
	case SYS_creat:
	case SYS_mkdir:
	case SYS_mkdirat:
	case SYS_mknod:
	case SYS_mknodat:
	case SYS_link:
	case SYS_linkat:
	case SYS_symlink:
	case SYS_symlinkat:
		return true;
	}
	return false;
}

/*
 * So many were made; of these some may be gone again. A second name of a file is no file more to most
 * file systems: these are not looked for. Is there room for one more?
 */
static bool room(struct box *b)
{
	if (b->supervise.made >= b->opt->limit[BOX_FILES]) {
		b->supervise.made = watch_files(b);
		if (b->supervise.made < b->supervise.links)
			b->supervise.made = b->supervise.links;
	}
	return b->supervise.made < b->opt->limit[BOX_FILES] && !watch_disk_is_full(b);
}

bool counts_file(struct box *b, int nr)
{
	bool may = room(b);

	b->supervise.made += may;
	b->supervise.links += may && (nr == SYS_link || nr == SYS_linkat);
	return may;
}

/*
 * The last of the bytes is a whole page, and one more stands for what the kernel keeps of each: a
 * mapping, a nameless file, its inode. Never given back: that a mapping is gone from all processes,
 * forked while one looks, is not to be seen from outside.
 */
bool counts_shared(struct box *b, uint64_t asked)
{
	uint64_t page = (uint64_t)sysconf(_SC_PAGESIZE), bytes = ((asked + page - 1) & -page) + page;

	if (bytes < asked || bytes > b->opt->limit[BOX_MEMORY] - b->supervise.shared)
		return false;
	b->supervise.shared += bytes;
	return true;
}

/* The last message of a queue may be as long as all others: two pairs, where there are messages. */
bool counts_pair(struct box *b, int type)
{
	unsigned n = (type & ~(SOCK_CLOEXEC | SOCK_NONBLOCK)) == SOCK_STREAM ? 1 : 2;
	bool may = b->supervise.pairs + n <= MOST_PAIRS;

	b->supervise.pairs += may ? n : 0;
	return may;
}

/* Never given back either: the file may be gone, or not. */
bool counts_reserved(struct box *b, int mode, uint64_t bytes)
{
	if (mode & FALLOC_FL_PUNCH_HOLE)
		return true;
	if (bytes > b->opt->limit[BOX_DISK] - b->supervise.reserved || watch_disk_is_full(b))
		return false;
	b->supervise.reserved += bytes;
	return true;
}

uint64_t counts_held(const struct box *b)
{
	return b->supervise.shared + b->supervise.pairs * PAIR;
}
