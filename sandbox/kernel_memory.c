// SPDX-License-Identifier: MIT
/*
 * kernel_memory.c - what the kernel keeps for a process, of which /proc has a line each:
 *
 *	areas   of its address space, /proc/PID/maps: a quarter of a KiB each and 65530 a process; where
 *	        mappings are there twice they were made by fork(2), and each has a link to those of all
 *	        its ancestors
 *	things  that its descriptors remember, /proc/PID/fdinfo: record locks, the items of epoll(7)
 *
 * To read these files one waits for locks that the program can hold: that of its address space, that
 * of an epoll set. So the servant of exact.c counts, one of the family at a time, and the largest stands
 * for all. It is there only for programs that live longer than a few looks.
 */
#include "sandbox/usage.h"

#include "lib/clock.h"
#include "lib/dirents.h"
#include "lib/fd.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum {
	AREA = 256,     /* bytes of the kernel's for one mapping: vm_area_struct, its tree's share */
	AREAS = 65536,  /* more there are not: vm.max_map_count                                    */
	LINK = 40,      /* anon_vma_chain: one for each ancestor, so half as many in the mean      */
	THING = 320,    /* a record lock, an item of epoll(7): 190 to 280 bytes                    */
	THINGS = 65536, /* so many are as good as the whole budget                                 */
	EVERY = 4,      /* looks: to count is the dearest of all                                   */
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
static unsigned areas_of(pid_t pid)
{
	char name[32];

	proc_name(name, pid, "maps");
	return lines_of(name, AREAS, AREAS);
}

/* With the few lines that each descriptor has; half of the most, where none may be seen. */
static unsigned things_of(pid_t pid)
{
	struct dirents d = { .fd = -1 };
	int fd _cleanup_fd_ = -1;
	const char *number;
	unsigned n = 0;
	char name[64];

	proc_name(name, pid, "fdinfo");
	fd = d.fd = open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return errno == EACCES ? THINGS / 2 : 0;
	while (n < THINGS && (number = dirents_next(&d))) {
		snprintf(name, sizeof(name), "/proc/%d/fdinfo/%.10s", pid, number);
		n += lines_of(name, THINGS, 0);
	}
	return n;
}

/* The next one's turn; with the first, what was largest is forgotten. */
void kernel_memory_count(volatile struct counted *c, const struct family *f)
{
	unsigned turn = f->n ? c->turn++ % f->n : 0, areas, things;

	if (!f->n)
		return;
	areas = areas_of(f->pid[turn]);
	things = things_of(f->pid[turn]);
	if (areas > c->areas || turn == 0)
		c->areas = areas;
	if (things > c->things || turn == 0)
		c->things = things;
	c->at_ms = clock_ms();
}

uint64_t kernel_memory(struct box *b, const struct family *f)
{
	struct counted c;
	uint64_t things;

	if (b->usage->look % EVERY == 0 && !exact_start(b))
		kernel_memory_count(&b->usage->own, f); /* no memory for a servant: the guard counts itself */
	c = b->usage->servant ? b->usage->exact->counted : b->usage->own;
	if (b->usage->servant && clock_ms() - c.at_ms > STUCK_MS)
		c = (struct counted){ .areas = AREAS, .things = THINGS };
	things = c.things < THINGS ? c.things * (uint64_t)THING : b->opt->limit[BOX_MEMORY];
	return f->n * (c.areas * (AREA + f->n * LINK) + things);
}
