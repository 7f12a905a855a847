// SPDX-License-Identifier: MIT
/*
 * kernel_memory.c - what the kernel keeps for a process, of which /proc has a line each:
 *
 *	mappings   of its address space, /proc/PID/maps: a quarter of a KiB each and 65530 a process; where
 *	        mappings are there twice they were made by fork(2), and each has a link to those of all
 *	        its ancestors
 *	fd_items  that its descriptors remember, /proc/PID/fdinfo: record locks, the items of epoll(7)
 *
 * To read these files one waits for locks that the program can hold: that of its address space,
 * that of an epoll set. So the servant of exact.c counts, one of the family at a time, and the
 * largest stands for all. It is there only for programs that live longer than a few looks.
 */
#include "sandbox/kernel_memory.h"

#include "lib/clock.h"
#include "lib/dirents.h"
#include "lib/fd.h"
#include "sandbox/proc.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum {
	MAPPING = 256,     /* bytes of the kernel's for one mapping: vm_area_struct, its tree's share */
	MAPPINGS = 65536,  /* more there are not: vm.max_map_count                                    */
	LINK = 40,      /* anon_vma_chain: one for each ancestor, so half as many in the mean      */
	FD_ITEM = 320,    /* a record lock, an item of epoll(7): 190 to 280 bytes                    */
	FD_ITEMS = 65536, /* so many are as good as the whole budget                                 */
	STUCK_MS = 3000, /* then somebody holds a lock, and the largest number counts              */
};

/* How many lines a file of /proc has, up to `most`; `hidden` where it may not be read. */
static unsigned lines_of(const char *name, unsigned most, unsigned hidden)
{
	int fd _cleanup_fd_ = open(name, O_RDONLY | O_CLOEXEC);
	unsigned n = fd < 0 && errno == EACCES ? hidden : 0;
	char text[16384];
	ssize_t k;

	while (fd >= 0 && n < most && (k = read(fd, text, sizeof(text))) > 0)
		for (const char *at = text; (at = memchr(at, '\n', (size_t)(text + k - at))); at++)
			n++;
	return n < most ? n : most;
}

/* A program of mode 0111 is nobody's to look at: it has all there may be. */
static unsigned mappings_of(pid_t pid)
{
	char name[32];

	proc_name(name, pid, "maps");
	return lines_of(name, MAPPINGS, MAPPINGS);
}

/* With the few lines that each descriptor has; half of the most, where none may be seen. */
static unsigned fd_items_of(pid_t pid)
{
	struct dirents d = { .fd = -1 };
	int fd _cleanup_fd_ = -1;
	const char *number;
	unsigned n = 0;
	char name[64];

	proc_name(name, pid, "fdinfo");
	fd = d.fd = open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return errno == EACCES ? FD_ITEMS / 2 : 0;
	while (n < FD_ITEMS && (number = dirents_next(&d))) {
		snprintf(name, sizeof(name), "/proc/%d/fdinfo/%.10s", pid, number);
		n += lines_of(name, FD_ITEMS, 0);
	}
	return n;
}

/* The next one's turn; with the first, what was largest is forgotten. */
void kernel_memory_count(volatile struct counted *c, const struct descendants *f)
{
	unsigned turn = f->n ? c->turn++ % f->n : 0, mappings, fd_items;
	pid_t tid;

	if (!f->n)
		return;
	tid = proc_alive(f->pid[turn]);
	mappings = tid ? mappings_of(tid) : 0;
	fd_items = tid ? fd_items_of(tid) : 0;
	if (mappings > c->mappings || turn == 0)
		c->mappings = mappings;
	if (fd_items > c->fd_items || turn == 0)
		c->fd_items = fd_items;
	c->at_ms = clock_ms();
}

uint64_t kernel_memory(const struct counted *c, bool by_servant, size_t processes, uint64_t limit)
{
	bool stuck = by_servant && clock_ms() - c->at_ms > STUCK_MS;
	uint64_t mappings = stuck ? MAPPINGS : c->mappings,
		 fd_items = stuck ? FD_ITEMS : c->fd_items;

	fd_items = fd_items < FD_ITEMS ? fd_items * FD_ITEM : limit;
	return processes * (mappings * (MAPPING + processes * LINK) + fd_items);
}
