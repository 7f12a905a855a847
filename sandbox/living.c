// SPDX-License-Identifier: MIT
/*
 * living.c - what of all that was ever made is still there.
 *
 * The kernel is asked for shared mappings and pairs of sockets one by one (quota.c), and never says
 * when one is gone. So from time to time those are counted that some process of the box still has:
 *
 *	sockets          each once, by its inode; what waits in one is gone with its last descriptor
 *	shared mappings  each part of a file, or of memory without one, once: by inode and offset
 *
 * A shared mapping keeps all pages of its file until the last piece of it is unmapped, and pieces can be
 * unmapped. So each counts in the size in which it was made. Which one that was is not to be seen: but of n
 * files that are still there, none has more than the n largest of those that were asked for. What was
 * found the last time, and what was asked for since, are kept apart.
 *
 * While descriptors are in flight over a socket (SCM_RIGHTS), each may be a socket, with others in it: then
 * all that were ever made count.
 *
 * What one process hands on to another while one looks could be seen in neither: who counts looks again where
 * somebody forked. Within one process a
 * mapping may be moved to where one has looked already: then the areas add up to less than there are.
 *
 * To read these files one waits for the lock of an address space: for servants only.
 */
#include "sandbox/living.h"

#include "lib/dirents.h"
#include "lib/fd.h"
#include "sandbox/proc.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { MOST_SEEN = 1024, PAGE_BYTES = 4096 };

/* What was seen already, by its number; and how much of it. */
struct seen {
	struct one {
		unsigned long dev, ino;
		unsigned long long offset;
		uint64_t bytes;
	} one[MOST_SEEN];
	size_t n;
	bool unseen; /* descriptors are in flight */
};

enum { ALL_SOCKETS = 1 << 20 }; /* more than can be made */

/* The one with this number; NULL: there are too many. */
static struct one *find(struct seen *s, unsigned long dev, unsigned long ino, unsigned long long offset)
{
	for (size_t i = 0; i < s->n; i++)
		if (s->one[i].dev == dev && s->one[i].ino == ino && s->one[i].offset == offset)
			return &s->one[i];
	if (s->n == MOST_SEEN)
		return NULL;
	s->one[s->n] = (struct one){ .dev = dev, .ino = ino, .offset = offset };
	return &s->one[s->n++];
}

static bool count_sockets(pid_t tid, struct seen *s)
{
	struct dirents d = { .fd = -1 };
	int fd _cleanup_fd_ = -1;
	const char *number;
	char name[32];

	proc_name(name, tid, "fd");
	fd = d.fd = open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return errno == ENOENT; /* reaped; EACCES: who knows */
	while ((number = dirents_next(&d))) {
		struct stat st;

		if (fstatat(fd, number, &st, 0) < 0 || !S_ISSOCK(st.st_mode))
			continue;
		if (!find(s, st.st_dev, st.st_ino, 0))
			return false;
		s->unseen = s->unseen || proc_in_flight(tid, number);
	}
	return d.error == 0 || d.error == -ENOENT;
}

/* A line of /proc/PID/maps: the bytes of the area; into *s, if it is shared. False: no line, no room. */
static bool add_area(const char *line, struct seen *s, uint64_t *all)
{
	unsigned long long from, to, offset;
	unsigned long major, minor, ino;
	struct one *one;
	char how[5];

	if (sscanf(line, "%llx-%llx %4s %llx %lx:%lx %lu", &from, &to, how, &offset, &major, &minor,
		   &ino) != 7)
		return false;
	*all += strstr(line, "[vsyscall]") ? 0 : to - from;
	if (how[3] != 's')
		return true;
	one = find(s, major << 20 | minor, ino, offset);
	if (one && one->bytes < to - from)
		one->bytes = to - from;
	return one != NULL;
}

static bool count_shared(pid_t tid, struct seen *s)
{
	char name[32], status[STATUS], line[PATH_MAX + 128];
	uint64_t all = 0;
	bool good = true;
	FILE *f;

	proc_name(name, tid, "maps");
	f = fopen(name, "re");
	if (!f)
		return errno == ENOENT || errno == ESRCH;
	while (good && fgets(line, sizeof(line), f))
		good = add_area(line, s, &all);
	fclose(f);
	proc_name(name, tid, "status");
	if (!good || fd_slurp(AT_FDCWD, name, status, sizeof(status)) <= 0)
		return false;
	/* One that ends has none; one that grew meanwhile is looked at again. */
	return status_field(status, "VmSize", 10) < 0 ||
	       all >= (uint64_t)status_field(status, "VmSize", 10) << 10;
}

/* False as well if the thread that was asked has ended meanwhile: then it has shown a part, or nothing. */
static bool count(pid_t pid, struct seen *sockets, struct seen *shared)
{
	pid_t tid = proc_alive(pid);
	struct proc_stat s;

	if (!tid)
		return true;
	return count_sockets(tid, sockets) && count_shared(tid, shared) &&
	       (proc_alive(pid) == 0 || (proc_stat(tid, &s) && s.state != 'Z' && s.state != 'X'));
}

static int larger_first(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return x < y ? 1 : x > y ? -1 : 0;
}

/* The n largest of these sizes; they are moved to the front. */
static uint64_t largest(uint64_t *size, unsigned *sizes, unsigned n)
{
	uint64_t sum = 0;

	qsort(size, *sizes, sizeof(*size), larger_first);
	if (*sizes > n)
		*sizes = n;
	for (unsigned i = 0; i < *sizes; i++)
		sum += size[i];
	return sum;
}

static bool is_known(const struct windows *w, const struct one *one)
{
	for (unsigned i = 0; i < w->files; i++)
		if (w->file[i].dev == one->dev && w->file[i].ino == one->ino)
			return true;
	return false;
}

/* Is it the first of those of the same file? */
static bool is_first(const struct seen *s, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (s->one[k].dev == s->one[i].dev && s->one[k].ino == s->one[i].ino)
			return false;
	return true;
}

/* What is mapped shared, in its first size; and *w as it is now. */
static bool take_stock(const struct seen *s, struct windows *w, uint64_t *bytes)
{
	static struct place now[BOX_WINDOWS];
	unsigned n = 0, old = 0;
	uint64_t seen = 0, sum;

	for (size_t i = 0; i < s->n; i++) {
		seen += s->one[i].bytes + PAGE_BYTES;
		if (!is_first(s, i))
			continue;
		if (n == BOX_WINDOWS || w->full)
			return false;
		old += is_known(w, &s->one[i]);
		now[n++] = (struct place){ s->one[i].dev, s->one[i].ino };
	}
	sum = largest(w->size, &w->sizes, old) + largest(w->fresh, &w->freshes, n - old);
	memcpy(w->file, now, n * sizeof(*now));
	w->files = n;
	memcpy(w->size + w->sizes, w->fresh, w->freshes * sizeof(*w->fresh)); /* no more than files */
	w->sizes += w->freshes;
	w->freshes = 0;
	*bytes = seen > sum ? seen : sum;
	return true;
}

bool living_count(const struct descendants *f, struct windows *w, struct living *l)
{
	static struct seen sockets, shared;

	sockets.n = shared.n = 0;
	sockets.unseen = false;
	for (size_t i = 0; i < f->n; i++)
		if (!count(f->pid[i], &sockets, &shared))
			return false;
	*l = (struct living){ .sockets = sockets.unseen ? ALL_SOCKETS : (unsigned)sockets.n };
	return take_stock(&shared, w, &l->shared);
}
