// SPDX-License-Identifier: MIT
/*
 * pool_pages.c - see pool_pages.h. Three ways, the best first:
 *
 *	uffd        userfaultfd(2): pages are write-protected, and the kernel lifts that by itself
 *at the first write (UFFD_FEATURE_WP_ASYNC, Linux 6.7). Bit 57 of pagemap: nobody has written yet.
 *	soft-dirty  /proc/self/clear_refs forgets, bit 55 of pagemap is set again by a write.
 *	memfd       all is mapped privately from a file in memory: what was written is a copy, of
 *which bit 61 says that it is no page of a file's (Linux 3.5).
 *
 * A kernel without CONFIG_MEM_SOFT_DIRTY takes what is written to clear_refs, says that all is
 *well, and no page is ever dirty: a reset that believes it puts nothing back, and reports success.
 *So no way is believed by its version or by what a call returns. Each is tried, on pages of its
 *own: what was written must show up, what was not must not, and again after the first round.
 */
#include "harness/box/pool_pages.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/userfaultfd.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef UFFD_USER_MODE_ONLY
#define UFFD_USER_MODE_ONLY 1
#endif
#ifndef UFFD_FEATURE_WP_UNPOPULATED
#define UFFD_FEATURE_WP_UNPOPULATED (1 << 13)
#endif
#ifndef UFFD_FEATURE_WP_ASYNC
#define UFFD_FEATURE_WP_ASYNC (1 << 15)
#endif

#define FILES	  (1ULL << 61)
#define PROTECTED (1ULL << 57)
#define DIRTY	  (1ULL << 55)

enum { TRIED = 4 }; /* pages */

static int uffd = -1;

int pool_entries(const struct pool_range *r, uint64_t *entries)
{
	int fd = open("/proc/self/pagemap", O_RDONLY | O_CLOEXEC);
	size_t n = r->bytes / POOL_PAGE * sizeof(*entries);
	ssize_t k = fd < 0 ? -1
			   : pread(fd, entries, n,
				   (off_t)((uintptr_t)r->at / POOL_PAGE * sizeof(*entries)));
	int error = errno;

	if (fd >= 0)
		close(fd);
	return k == (ssize_t)n ? 0 : k < 0 ? -error : -EIO;
}

/* ---- userfaultfd
 * ----------------------------------------------------------------------------------- */

static int uffd_open(void)
{
	struct uffdio_api api = { .api = UFFD_API,
				  .features = UFFD_FEATURE_WP_ASYNC | UFFD_FEATURE_WP_UNPOPULATED };

	if (uffd >= 0)
		return 0;
	uffd = (int)syscall(SYS_userfaultfd, O_CLOEXEC | O_NONBLOCK | UFFD_USER_MODE_ONLY);
	return uffd < 0 || ioctl(uffd, UFFDIO_API, &api) < 0 ? -errno : 0;
}

static int uffd_again(const struct pool_range *r)
{
	struct uffdio_writeprotect w = { { (uintptr_t)r->at, r->bytes },
					 UFFDIO_WRITEPROTECT_MODE_WP };

	return ioctl(uffd, UFFDIO_WRITEPROTECT, &w) < 0 ? -errno : 0;
}

static int uffd_keep(const struct pool_range *r)
{
	struct uffdio_register reg = { .range = { (uintptr_t)r->at, r->bytes },
				       .mode = UFFDIO_REGISTER_MODE_WP };

	return ioctl(uffd, UFFDIO_REGISTER, &reg) < 0 ? -errno : uffd_again(r);
}

/* A page that was thrown away has not been written to. */
static bool uffd_changed(uint64_t entry, bool content)
{
	return entry & POOL_THERE ? !(entry & PROTECTED) : content;
}

/* ---- soft-dirty
 * ------------------------------------------------------------------------------------ */

static int nothing(void)
{
	return 0;
}

/* Of all pages at once: whoever calls it for the first range has undone the last one's changes,
 * too. */
static int dirty_again(const struct pool_range *r)
{
	int fd = open("/proc/self/clear_refs", O_WRONLY | O_CLOEXEC), error;
	ssize_t k = fd < 0 ? -1 : write(fd, "4", 1);

	(void)r;
	error = errno;
	if (fd >= 0)
		close(fd);
	return k == 1 ? 0 : -error;
}

static bool dirty_changed(uint64_t entry, bool content)
{
	return entry & POOL_THERE ? entry & DIRTY : content;
}

/* ---- a file in memory
 * ------------------------------------------------------------------------------ */

static int memfd_keep(const struct pool_range *r)
{
	return mmap(r->at, r->bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_FIXED, r->image,
		    (off_t)r->offset) == MAP_FAILED
		       ? -errno
		       : 0;
}

/* What was undone is equal, and stays a copy. */
static int memfd_again(const struct pool_range *r)
{
	return madvise(r->at, r->bytes, MADV_DONTNEED) < 0 ? -errno : 0;
}

/* A page that was thrown away is the file's again. */
static bool memfd_changed(uint64_t entry, bool content)
{
	(void)content;
	return entry & POOL_THERE && !(entry & FILES);
}

/* ---- is it so?
 * -------------------------------------------------------------------------------------- */

static const struct pool_method methods[] = {
	{ "uffd", uffd_open, uffd_keep, uffd_again, uffd_changed },
	{ "soft-dirty", nothing, dirty_again, dirty_again, dirty_changed },
	{ "memfd", nothing, memfd_keep, memfd_again, memfd_changed },
};

/* Write to these pages: are they told, and no others? NULL, or what is wrong. */
static const char *told(const struct pool_method *m, const struct pool_range *r,
			const bool written[TRIED], const bool content[TRIED])
{
	uint64_t entries[TRIED];

	for (int i = 0; i < TRIED; i++)
		if (written[i])
			((volatile uint8_t *)r->at)[i * POOL_PAGE]++;
	if (pool_entries(r, entries) < 0)
		return "/proc/self/pagemap cannot be read";
	for (int i = 0; i < TRIED; i++)
		if (written[i] && !m->changed(entries[i], content[i]))
			return "a page that was written to is not told";
	for (int i = 0; i < TRIED; i++)
		if (!written[i] && m->changed(entries[i], content[i]))
			return "a page that nobody wrote to is told";
	return NULL;
}

static const char *tried(const struct pool_method *m, struct pool_range *r)
{
	static const bool content[TRIED] = { true, true }, first[TRIED] = { true, false, true },
			  second[TRIED] = { false, true, false, true };
	const char *why;

	for (int i = 0; i < TRIED; i++)
		if (content[i])
			r->at[i * POOL_PAGE] = 1;
	if (pwrite(r->image, r->at, 2 * POOL_PAGE, 0) != 2 * POOL_PAGE || m->open() < 0 ||
	    m->keep(r) < 0)
		return "the kernel refuses it";
	if ((why = told(m, r, first, content)))
		return why;
	if (madvise(r->at + 2 * (size_t)POOL_PAGE, 2 * (size_t)POOL_PAGE, MADV_DONTNEED) < 0 ||
	    m->again(r) < 0)
		return "the kernel refuses it a second time";
	return told(m, r, second, content);
}

const struct pool_method *pool_method(const char *name, const char **why)
{
	*why = "there is no such way";
	for (size_t i = 0; i < sizeof(methods) / sizeof(*methods); i++) {
		struct pool_range r = { .bytes = TRIED * POOL_PAGE,
					.image = (int)syscall(SYS_memfd_create, "try", 1U) };

		if (name && *name && strcmp(name, methods[i].name) != 0)
			continue;
		r.at = mmap(NULL, r.bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1,
			    0);
		if (r.at == MAP_FAILED || r.image < 0 || ftruncate(r.image, (off_t)r.bytes) < 0) {
			*why = "no memory";
			return NULL;
		}
		*why = tried(&methods[i], &r);
		munmap(r.at, r.bytes);
		close(r.image);
		if (!*why)
			return &methods[i];
	}
	return NULL;
}
