// SPDX-License-Identifier: MIT
/*
 * pool_restore.c - a warm interpreter's memory, put back to what it was: for pool_restore.py, which
 * calls pool_point() when it has imported all, and pool_back() after each program. From pool_back()
 * nobody returns: all goes on in pool_point(), as if it had been called a moment ago.
 *
 * What is put back: every private writable mapping, the stack, the break, registers and signal
 * mask. What was mapped since is unmapped, and descriptors that were opened since are closed. What
 * cannot be put back so ends the process, and its owner starts another: another thread, code that
 * was made writable, what was mapped shared over it.
 *
 * What the kernel keeps for a process is not memory, and stays as a program leaves it: signal
 * handlers, timers, limits, folder, umask, file offsets, children, shared memory. And the program
 * runs in this very process: one that means harm writes over this code. That is the point of the
 * column.
 *
 * What this needs for itself lies in one shared mapping, which is no part of what is put back;
 * while it works, it has a stack there.
 */
#include "harness/box/pool_pages.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

enum { VMAS = 4096, STACK = 256 << 10, MAPS = 1 << 20, PAGES = 1 << 18 };

struct vma {
	uintptr_t from, to;
	char perms[5];
	unsigned long inode;
	bool mine;     /* put back: image and offset say what is in it */
	size_t offset; /* of its content in the image, and of its first page in `content` */
};

/* All that is not put back. */
static struct pool {
	ucontext_t point, work;
	const struct pool_method *method;
	bool again; /* pool_point() is left a second time */
	int image;
	uint8_t *content_of_image;
	size_t size; /* of the image */
	void *brk;
	int descriptors;
	uintptr_t stack_low, stack_high; /* the part that is put back */
	size_t stack_offset;
	unsigned kept, now;
	struct vma vma[VMAS], seen[VMAS];
	bool content[PAGES];
	uint64_t entries[PAGES];
	char text[MAPS];
	uint8_t stack[STACK] __attribute__((aligned(64)));
} * pool;

static _Noreturn void give_up(const char *why)
{
	dprintf(2, "pool-restore: %s\n", why);
	_exit(125);
}

/* ---- mappings
 * ------------------------------------------------------------------------------------------ */

/* All of them, those that touch and are alike as one. How many. */
static unsigned read_maps(struct vma *to)
{
	int fd = open("/proc/self/maps", O_RDONLY | O_CLOEXEC);
	size_t n = 0;
	ssize_t k = 1;
	unsigned count = 0;

	while (fd >= 0 && n < MAPS - 1 && (k = read(fd, pool->text + n, MAPS - 1 - n)) > 0)
		n += (size_t)k;
	if (fd < 0 || k != 0)
		give_up("/proc/self/maps");
	close(fd);
	pool->text[n] = '\0';
	for (char *line = pool->text; *line; line = strchr(line, '\n') + 1) {
		struct vma v = { 0 }, *last = count ? &to[count - 1] : NULL;

		if (sscanf(line, "%lx-%lx %4s %*s %*s %lu", &v.from, &v.to, v.perms, &v.inode) !=
			    4 ||
		    count == VMAS)
			give_up("more mappings than there is room for");
		if (last && last->to == v.from && !strcmp(last->perms, v.perms) &&
		    last->inode == v.inode)
			last->to = v.to;
		else
			to[count++] = v;
	}
	return count;
}

static bool is_stack(const struct vma *v)
{
	return v->from < pool->stack_high && v->to >= pool->stack_high;
}

static struct pool_range range_of(const struct vma *v)
{
	return (struct pool_range){ (uint8_t *)v->from, v->to - v->from, pool->image, v->offset };
}

/* ---- the point
 * ---------------------------------------------------------------------------------------- */

/* Its content goes to the image; pages that never had any are holes in it. */
static void keep_content(struct vma *v)
{
	struct pool_range r = range_of(v);
	uint64_t *entries = pool->entries + v->offset / POOL_PAGE;

	if (pool_entries(&r, entries) < 0)
		give_up("/proc/self/pagemap");
	for (size_t i = 0; i < r.bytes / POOL_PAGE; i++) {
		bool *content = &pool->content[v->offset / POOL_PAGE + i];

		*content = v->inode || entries[i] & POOL_THERE;
		if (*content && pwrite(pool->image, r.at + i * POOL_PAGE, POOL_PAGE,
				       (off_t)(v->offset + i * POOL_PAGE)) != POOL_PAGE)
			give_up("no room for what is kept");
	}
}

static int open_descriptors(void)
{
	DIR *d = opendir("/proc/self/fd");
	struct dirent *entry;
	int most = 2;

	while (d && (entry = readdir(d)))
		if (atoi(entry->d_name) > most && atoi(entry->d_name) != dirfd(d))
			most = atoi(entry->d_name);
	if (!d)
		give_up("/proc/self/fd");
	closedir(d);
	return most;
}

/* All mappings as the method has left them: some may be one now, and one of these some. */
static void keep_mappings(void)
{
	unsigned k = 0, end;

	pool->now = read_maps(pool->seen);
	for (unsigned i = 0; i < pool->now; i++) {
		struct vma *v = &pool->seen[i];

		while (k < pool->kept && pool->vma[k].to <= v->from)
			k++;
		v->mine = k < pool->kept && pool->vma[k].mine && pool->vma[k].from <= v->from;
		v->offset = v->mine ? pool->vma[k].offset + (v->from - pool->vma[k].from) : 0;
		for (end = k; v->mine && pool->vma[end].to < v->to; end++)
			if (end + 1 == pool->kept || !pool->vma[end + 1].mine ||
			    pool->vma[end + 1].from != pool->vma[end].to)
				give_up("mappings that cannot be told apart");
	}
	memcpy(pool->vma, pool->seen, sizeof(pool->vma));
	pool->kept = pool->now;
}

/* From here on the stack is the one of `work`: what is below the point is at rest. */
static void keep_all(void)
{
	pool->kept = read_maps(pool->vma);
	for (unsigned i = 0; i < pool->kept; i++) {
		struct vma *v = &pool->vma[i];

		v->mine = v->perms[1] == 'w' && v->perms[3] == 'p' && !is_stack(v);
		v->offset = pool->size;
		pool->size += v->mine ? v->to - v->from : 0;
		if (pool->size > (size_t)PAGES * POOL_PAGE)
			give_up("more memory than there is room for");
	}
	pool->stack_offset = pool->size;
	pool->size += pool->stack_high - pool->stack_low;
	if (ftruncate(pool->image, (off_t)pool->size) < 0)
		give_up("no room for what is kept");
	for (unsigned i = 0; i < pool->kept; i++)
		if (pool->vma[i].mine)
			keep_content(&pool->vma[i]);
	if (pwrite(pool->image, (void *)pool->stack_low, pool->stack_high - pool->stack_low,
		   (off_t)pool->stack_offset) != (ssize_t)(pool->stack_high - pool->stack_low))
		give_up("no room for what is kept");
	pool->content_of_image = mmap(NULL, pool->size, PROT_READ, MAP_SHARED, pool->image, 0);
	for (unsigned i = 0; i < pool->kept; i++) {
		struct pool_range r = range_of(&pool->vma[i]);

		if (pool->vma[i].mine && pool->method->keep(&r) < 0)
			give_up("a mapping that cannot be watched");
	}
	keep_mappings();
	setcontext(&pool->point);
	give_up("setcontext");
}

/* ---- back
 * ---------------------------------------------------------------------------------------------- */

/* One stretch of addresses is as it was (`was`), or is put there again; NULL: there was nothing. */
static void put_stretch(uintptr_t from, uintptr_t to, const struct vma *was, const struct vma *is)
{
	struct pool_range r;

	if (is && was && !strcmp(is->perms, was->perms) && is->inode == was->inode)
		return;
	if (is && munmap((void *)from, to - from) < 0)
		give_up("munmap");
	if (!was)
		return;
	if (!was->mine)
		give_up("a mapping is not what it was");
	r = (struct pool_range){ (uint8_t *)from, to - from, pool->image,
				 was->offset + (from - was->from) };
	if (mmap(r.at, r.bytes, PROT_READ | PROT_WRITE | (was->perms[2] == 'x' ? PROT_EXEC : 0),
		 MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) == MAP_FAILED ||
	    pool->method->keep(&r) < 0)
		give_up("a mapping cannot be had again");
}

static void put_mappings(void)
{
	uintptr_t at = 0;
	unsigned i = 0, k = 0;

	syscall(SYS_brk, pool->brk);
	pool->now = read_maps(pool->seen);
	while (i < pool->kept || k < pool->now) {
		const struct vma *was = i < pool->kept ? &pool->vma[i] : NULL,
				 *is = k < pool->now ? &pool->seen[k] : NULL;
		uintptr_t end = UINTPTR_MAX;
		bool in_was = was && was->from <= at, in_is = is && is->from <= at;

		if (was)
			end = in_was ? was->to : was->from;
		if (is && (in_is ? is->to : is->from) < end)
			end = in_is ? is->to : is->from;
		if ((in_was || in_is) && !(in_is && is_stack(is)) && !(in_was && is_stack(was)))
			put_stretch(at, end, in_was ? was : NULL, in_is ? is : NULL);
		at = end;
		i += was && was->to <= at;
		k += is && is->to <= at;
	}
}

static void put_content(const struct vma *v)
{
	struct pool_range r = range_of(v);
	size_t first = v->offset / POOL_PAGE;

	if (pool_entries(&r, pool->entries) < 0)
		give_up("/proc/self/pagemap");
	for (size_t i = 0; i < r.bytes / POOL_PAGE; i++) {
		uint8_t *at = r.at + i * POOL_PAGE;

		if (!pool->method->changed(pool->entries[i], pool->content[first + i]))
			continue;
		if (pool->content[first + i])
			memcpy(at, pool->content_of_image + v->offset + i * POOL_PAGE, POOL_PAGE);
		else if (madvise(at, POOL_PAGE, MADV_DONTNEED) < 0)
			give_up("madvise");
	}
}

static unsigned threads(void)
{
	char status[4096] = "", *at;
	int fd = open("/proc/self/status", O_RDONLY | O_CLOEXEC);

	if (fd < 0 || read(fd, status, sizeof(status) - 1) <= 0 ||
	    !(at = strstr(status, "\nThreads:")))
		give_up("/proc/self/status");
	close(fd);
	return (unsigned)strtoul(at + 9, NULL, 10);
}

static void put_all(void)
{
	if (threads() != 1)
		give_up("a thread was left");
	syscall(SYS_close_range, pool->descriptors + 1, ~0U, 0);
	put_mappings();
	for (unsigned i = 0; i < pool->kept; i++)
		if (pool->vma[i].mine)
			put_content(&pool->vma[i]);
	for (unsigned i = 0; i < pool->kept; i++) {
		struct pool_range r = range_of(&pool->vma[i]);

		if (pool->vma[i].mine && pool->method->again(&r) < 0)
			give_up("a mapping that cannot be watched again");
	}
	for (unsigned k = 0; k < pool->now; k++)
		if (is_stack(&pool->seen[k]) && pool->seen[k].from < pool->stack_low)
			madvise((void *)pool->seen[k].from, pool->stack_low - pool->seen[k].from,
				MADV_DONTNEED);
	memcpy((void *)pool->stack_low, pool->content_of_image + pool->stack_offset,
	       pool->stack_high - pool->stack_low);
	setcontext(&pool->point);
	give_up("setcontext");
}

static _Noreturn void work(void (*what)(void))
{
	getcontext(&pool->work);
	pool->work.uc_stack = (stack_t){ .ss_sp = pool->stack, .ss_size = STACK };
	makecontext(&pool->work, what, 0);
	setcontext(&pool->work);
	give_up("setcontext");
}

#define EXPORT __attribute__((visibility("default")))

EXPORT const char *pool_open(const char *name);
EXPORT const char *pool_name(void);
EXPORT void pool_point(void);
EXPORT void pool_back(void);

/* ---- what Python calls
 * ----------------------------------------------------------------------------------- */

/* Once. NULL; or why this cannot work here. `name`: of a method; "" for the best. */
const char *pool_open(const char *name)
{
	const char *why;

	pool = mmap(NULL, sizeof(*pool), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (pool == MAP_FAILED)
		return "no memory";
	pool->method = pool_method(name, &why);
	if (!pool->method)
		return why;
	pool->image = (int)syscall(SYS_memfd_create, "pool", 1U);
	return pool->image < 0 || pool->method->open() < 0 ? "no room for what is kept" : NULL;
}

const char *pool_name(void)
{
	return pool->method->name;
}

/* Left for the first time, and again after each pool_back(). */
void pool_point(void)
{
	uintptr_t here = (uintptr_t)__builtin_frame_address(0);

	pool->descriptors = open_descriptors();
	pool->brk = (void *)syscall(SYS_brk, 0);
	pool->stack_low = (here - 4 * POOL_PAGE) & ~(uintptr_t)(POOL_PAGE - 1);
	pool->stack_high = here; /* as yet: inside of it */
	pool->now = read_maps(pool->seen);
	for (unsigned i = 0; i < pool->now; i++)
		if (pool->seen[i].from <= here && here < pool->seen[i].to)
			pool->stack_high = pool->seen[i].to;
	getcontext(&pool->point);
	if (pool->again)
		return;
	pool->again = true;
	work(keep_all);
}

void pool_back(void)
{
	work(put_all);
}
