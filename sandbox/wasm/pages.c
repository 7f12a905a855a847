// SPDX-License-Identifier: MIT
/*
 * A page of a private mapping is the image's until it is written to; then it is a copy of its own,
 * and throwing that away (MADV_DONTNEED) shows the image again. But a job that writes to it again pays
 * a page fault. So pages that job after job writes to stay where they are, and are copied over: 4 KiB
 * cost a tenth of a fault.
 *
 * Which pages are copies the kernel says in /proc/self/pagemap (bits 63, 62: there is a page; bit 61:
 * it is a file's, so not a copy; Linux 3.5). Nothing is believed that was not seen: at the start a page
 * is written to, and if it does not show up, all is thrown away after each job. (The trap in this
 * place is soft-dirty, /proc/PID/clear_refs: a kernel without it says nothing, and no page is ever
 * dirty.)
 */
#include "sandbox/wasm/pages.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "lib/fd.h"

enum {
	PAGE = 4096,
	OFTEN = 4,    /* a page that so many jobs wrote to is copied from then on         */
	MOST = 1024,  /* pages that are copied; beyond, throwing away is as good          */
	AFRESH = 4096,/* jobs after which it is learnt anew what is written often         */
};

#define THERE (3ULL << 62)
#define FILES (1ULL << 61)

static struct {
	uint8_t  *base, *image;
	size_t    n, count;   /* bytes; pages                                              */
	uint64_t *entries;    /* of pagemap                                                */
	uint8_t  *times;      /* how often a page was a copy; OFTEN: it stays one          */
	uint32_t  stay, jobs;
	int       pagemap;    /* -1: it cannot be had, or says nothing                     */
} own = { .pagemap = -1 };

const uint8_t *pages_image(void)
{
	return own.image;
}

static void *reserve(size_t n)
{
	return mmap(NULL, n, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}

static bool is_copy(size_t page)
{
	return own.entries[page] & THERE && !(own.entries[page] & FILES);
}

static int look(size_t first, size_t count)
{
	size_t n = count * sizeof(*own.entries);
	off_t at = (off_t)(((uintptr_t)own.base / PAGE + first) * sizeof(*own.entries));

	return pread(own.pagemap, own.entries + first, n, at) == (ssize_t)n ? 0 : -EIO;
}

/* Does pagemap tell a page that is the image's from one that was written to? */
static bool can_see(void)
{
	volatile uint8_t *page = own.base;
	bool before, after;

	own.pagemap = open("/proc/self/pagemap", O_RDONLY | O_CLOEXEC);
	(void)*page;
	if (own.pagemap < 0 || look(0, 1) < 0)
		return false;
	before = own.entries[0] & THERE && !is_copy(0);
	*page = *page;
	after = look(0, 1) == 0 && is_copy(0);
	madvise(own.base, PAGE, MADV_DONTNEED);
	return before && after;
}

int pages_keep(uint8_t *base, size_t n, struct err *e)
{
	int image _cleanup_fd_ = memfd_create("guest", MFD_CLOEXEC);
	int r;

	own.base = base;
	own.n = n;
	own.count = n / PAGE;
	own.entries = reserve(own.count * sizeof(*own.entries));
	own.times = reserve(own.count);
	if (image < 0 || own.entries == MAP_FAILED || own.times == MAP_FAILED)
		return err_set(e, errno, "keep the guest's memory");
	if ((r = fd_write_all(image, base, n)) < 0)
		return err_set(e, -r, "keep the guest's memory");
	own.image = mmap(NULL, n, PROT_READ, MAP_SHARED | MAP_POPULATE, image, 0);
	if (own.image == MAP_FAILED ||
	    mmap(base, n, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_FIXED, image, 0) == MAP_FAILED)
		return err_set(e, errno, "map the guest's memory");
	if (!can_see())
		fd_close(&own.pagemap);
	return 0;
}

/* Throw away the copies from `first` to before `end`. */
static int drop(size_t first, size_t end)
{
	return madvise(own.base + first * PAGE, (end - first) * PAGE, MADV_DONTNEED) < 0 ? -errno : 0;
}

static void learn_anew(void)
{
	if (++own.jobs < AFRESH)
		return;
	own.jobs = own.stay = 0;
	memset(own.times, 0, own.count);
}

/* Does this copy stay, to be copied over after each job? */
static bool stays(size_t page)
{
	if (own.times[page] >= OFTEN)
		return true;
	if (own.stay == MOST || ++own.times[page] < OFTEN)
		return false;
	own.stay++;
	return true;
}

int pages_restore(uint32_t *copied, uint32_t *dropped)
{
	size_t run = 0, length = 0;
	int r;

	*copied = *dropped = 0;
	if (own.pagemap < 0)
		return drop(0, own.count);
	if ((r = look(0, own.count)) < 0)
		return r;
	for (size_t i = 0; i <= own.count; i++) {
		bool copy = i < own.count && is_copy(i);

		if (copy && !stays(i)) {
			run = length++ ? run : i;
			++*dropped;
			continue;
		}
		if (length && (r = drop(run, run + length)) < 0)
			return r;
		length = 0;
		if (copy) {
			memcpy(own.base + i * PAGE, own.image + i * PAGE, PAGE);
			++*copied;
		}
	}
	learn_anew();
	return 0;
}
