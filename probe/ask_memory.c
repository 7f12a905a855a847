// SPDX-License-Identifier: MIT
/*
 * memory - may it become code, can it be locked, and does the kernel tell which pages were written?
 * The last decides how a saved state can be put back exactly.
 */
#include "probe/groups.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/userfaultfd.h>
#include <stdint.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { PAGES = 4, USER_MODE_ONLY = 1, WRITTEN = 2 };

#ifndef UFFD_FEATURE_WP_UNPOPULATED
#define UFFD_FEATURE_WP_UNPOPULATED (1 << 13)
#endif
#ifndef UFFD_FEATURE_WP_ASYNC
#define UFFD_FEATURE_WP_ASYNC (1 << 15)
#endif

/* Linux 6.7, Documentation/admin-guide/mm/pagemap.rst; the build machine's headers may be older. */
struct scan {
	uint64_t size, flags, start, end, walk_end, vec, vec_len, max_pages, inverted, mask, anyof,
		told;
};

struct region {
	uint64_t start, end, categories;
};

#define SCAN _IOWR('f', 16, struct scan)

enum { CHECK_WP_ASYNC = 2, SOFT_DIRTY = 55, UNDER_UFFD = 57, IS_WRITTEN = 1 << 1 };

static size_t page(void)
{
	return (size_t)sysconf(_SC_PAGESIZE);
}

static char *pages(int protection)
{
	char *at = mmap(NULL, PAGES * page(), protection, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	return at == MAP_FAILED ? NULL : at;
}

static void ask_exec(struct answer *a)
{
	char *at = pages(PROT_READ | PROT_WRITE);

	if (DO(a, "mmap(2)", at ? 0 : -1))
		DO(a, "mprotect(PROT_EXEC) of what was written",
		   (*at = 1, mprotect(at, page(), PROT_READ | PROT_EXEC)));
}

static void ask_write_exec(struct answer *a)
{
	DO(a, "mmap(PROT_WRITE | PROT_EXEC)", pages(PROT_READ | PROT_WRITE | PROT_EXEC) ? 0 : -1);
}

static void ask_lock(struct answer *a)
{
	char *at = pages(PROT_READ | PROT_WRITE);

	DO(a, "mlock(2) of a page", mlock(at, page()));
}

static void ask_huge(struct answer *a)
{
	void *at;

	about_to(a, "mmap(MAP_HUGETLB)");
	at = mmap(NULL, 2 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_HUGETLB,
		  -1, 0);
	came_to(a, at == MAP_FAILED ? -1 : 0);
}

static void ask_keys(struct answer *a)
{
	DO(a, "pkey_alloc(2)", syscall(SYS_pkey_alloc, 0, 0));
}

/* One entry of /proc/self/pagemap. */
static int entry(int pagemap, const char *at, uint64_t *e)
{
	return pread(pagemap, e, sizeof(*e), (off_t)((uintptr_t)at / page() * sizeof(*e))) ==
			       sizeof(*e)
		       ? 0
		       : -1;
}

/* Does this bit differ, of the page that was written and of the one that was not? */
static void tell_apart(struct answer *a, int pagemap, const char *at, int bit, bool set)
{
	uint64_t written = 0, still = 0;

	if (!DO(a, "read /proc/self/pagemap",
		entry(pagemap, at + WRITTEN * page(), &written) || entry(pagemap, at, &still) ? -1
											      : 0))
		return;
	about_to(a, "bit %d of two pages' entries, one written", bit);
	answer(a, (written >> bit & 1) == set && (still >> bit & 1) != set ? YES : NO);
}

static bool open_pagemap(struct answer *a, int *fd)
{
	return DO(a, "open /proc/self/pagemap",
		  *fd = open("/proc/self/pagemap", O_RDONLY | O_CLOEXEC));
}

static void touch(char *at)
{
	for (size_t i = 0; i < PAGES; i++)
		((volatile char *)at)[i * page()] = 1;
}

static void ask_soft_dirty(struct answer *a)
{
	char *at = pages(PROT_READ | PROT_WRITE);
	int clear, pagemap;

	touch(at);
	if (!DO(a, "open /proc/self/clear_refs",
		clear = open("/proc/self/clear_refs", O_WRONLY | O_CLOEXEC)) ||
	    !open_pagemap(a, &pagemap) ||
	    !DO(a, "write 4 to /proc/self/clear_refs", write(clear, "4", 1)))
		return;
	((volatile char *)at)[WRITTEN * page()] = 2;
	tell_apart(a, pagemap, at, SOFT_DIRTY, true);
}

/* userfaultfd with these features, and `at` write-protected. The descriptor, or -1. */
static int protect(struct answer *a, char *at, uint64_t features)
{
	struct uffdio_api api = { .api = UFFD_API, .features = features };
	struct uffdio_range all = { (uintptr_t)at, PAGES * page() };
	struct uffdio_register reg = { .range = all, .mode = UFFDIO_REGISTER_MODE_WP };
	struct uffdio_writeprotect wp = { .range = all, .mode = UFFDIO_WRITEPROTECT_MODE_WP };
	int fd;

	touch(at);
	if (DO(a, "userfaultfd(UFFD_USER_MODE_ONLY)",
	       fd = (int)syscall(SYS_userfaultfd, O_CLOEXEC | USER_MODE_ONLY)) &&
	    DO(a, "UFFDIO_API", ioctl(fd, UFFDIO_API, &api)) &&
	    DO(a, "UFFDIO_REGISTER", ioctl(fd, UFFDIO_REGISTER, &reg)) &&
	    DO(a, "UFFDIO_WRITEPROTECT", ioctl(fd, UFFDIO_WRITEPROTECT, &wp)))
		return fd;
	return -1;
}

static void ask_protect(struct answer *a)
{
	protect(a, pages(PROT_READ | PROT_WRITE), UFFD_FEATURE_PAGEFAULT_FLAG_WP);
}

static void ask_async(struct answer *a)
{
	char *at = pages(PROT_READ | PROT_WRITE);
	int pagemap;

	if (protect(a, at, UFFD_FEATURE_WP_ASYNC | UFFD_FEATURE_WP_UNPOPULATED) < 0 ||
	    !open_pagemap(a, &pagemap))
		return;
	about_to(a, "a write to a page under asynchronous protection");
	((volatile char *)at)[WRITTEN * page()] = 2;
	tell_apart(a, pagemap, at, UNDER_UFFD, false);
}

static void ask_scan(struct answer *a)
{
	char *at = pages(PROT_READ | PROT_WRITE);
	struct region seen[PAGES];
	struct scan scan = { .size = sizeof(scan),
			     .flags = CHECK_WP_ASYNC,
			     .start = (uintptr_t)at,
			     .end = (uintptr_t)at + PAGES * page(),
			     .vec = (uintptr_t)seen,
			     .vec_len = PAGES,
			     .mask = IS_WRITTEN,
			     .told = IS_WRITTEN };
	long n;
	int pagemap;

	if (protect(a, at, UFFD_FEATURE_WP_ASYNC | UFFD_FEATURE_WP_UNPOPULATED) < 0 ||
	    !open_pagemap(a, &pagemap))
		return;
	((volatile char *)at)[WRITTEN * page()] = 2;
	if (DO(a, "PAGEMAP_SCAN", n = ioctl(pagemap, SCAN, &scan)))
		answer(a, n == 1 && seen[0].start == (uintptr_t)at + WRITTEN * page() ? YES : NO);
}

static const struct question questions[] = {
	{ "mprotect_exec", ask_exec, .what = "what was written can be run" },
	{ "write_exec", ask_write_exec, .what = "memory to write and run" },
	{ "mlock", ask_lock, .what = "memory can be locked" },
	{ "hugetlb", ask_huge, .what = "huge pages" },
	{ "pkeys", ask_keys, .what = "protection keys" },
	{ "soft_dirty", ask_soft_dirty, .what = "written pages are told: soft-dirty" },
	{ "write_protect", ask_protect, .what = "pages can be write-protected" },
	{ "write_protect_async", ask_async, .what = "written pages are told: write protection" },
	{ "pagemap_scan", ask_scan, .what = "written pages are told: PAGEMAP_SCAN" },
	{ .name = NULL },
};

const struct group group_memory = { "memory", "Memory", questions };
