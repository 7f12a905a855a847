// SPDX-License-Identifier: MIT
/*
 * A page of a private mapping is the image's until it is written to; then it is a copy of its
 * own, and throwing that away (MADV_DONTNEED) shows the image again. But a job that writes to
 * it again pays a page fault. So pages that job after job writes to stay where they are, and
 * are copied over: 4 KiB cost a tenth of a fault.
 *
 * Which pages are copies the kernel says in /proc/self/pagemap (bits 63, 62: there is a page;
 * bit 61: it is a file's, so not a copy; Linux 3.5). Nothing is believed that was not seen: at
 * the start a page is written to, and if it does not show up, all is thrown away after each
 * job. (The trap in this place is soft-dirty, /proc/PID/clear_refs: a kernel without it says
 * nothing, and no page is ever dirty.)
 *
 * Long stretches of zeros (stack and heap that were not used yet) are no part of the image:
 * they are plain memory, and thrown away without a look.
 */
#include "sandbox/wasm/pages.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "lib/fd.h"

enum {
	PAGE = 4096,
	STRETCH = 64,  /* pages of zeros that are worth a mapping of their own             */
	STRETCHES = 64,/* mappings at most                                                 */
	OFTEN = 4,     /* a page that so many jobs wrote to is copied from then on         */
	MOST = 1024,   /* pages that are copied; beyond, throwing away is as good          */
	AFRESH = 4096, /* jobs after which it is learnt anew what is written often         */
};

#define THERE (3ULL << 62)
#define FILES (1ULL << 61)

struct stretch {
	size_t first, end; /* pages */
	bool   zeros;
};

static struct {
	uint8_t  *base, *image;
	size_t    count;      /* pages                                                     */
	struct stretch stretch[STRETCHES];
	unsigned  stretches;
	uint64_t *entries;    /* of pagemap                                                */
	uint8_t  *times;      /* how often a page was a copy; OFTEN: it stays one          */
	uint32_t  stay, jobs;
	int       pagemap;    /* -1: it cannot be had, or says nothing                     */
} own = { .pagemap = -1 };

static void *reserve(size_t n)
{
	return mmap(NULL, n, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}

static bool all_zero(size_t page)
{
	static const uint8_t zeros[PAGE];

	return !memcmp(own.base + page * PAGE, zeros, PAGE);
}

static bool is_copy(size_t page)
{
	return own.entries[page] & THERE && !(own.entries[page] & FILES);
}

/* Ask the kernel about these pages. */
static int look(size_t first, size_t end)
{
	size_t n = (end - first) * sizeof(*own.entries);
	off_t at = (off_t)(((uintptr_t)own.base / PAGE + first) * sizeof(*own.entries));

	return pread(own.pagemap, own.entries + first, n, at) == (ssize_t)n ? 0 : -EIO;
}

/* Throw away the copies from `first` to before `end`. */
static int drop(size_t first, size_t end)
{
	return madvise(own.base + first * PAGE, (end - first) * PAGE, MADV_DONTNEED) < 0 ? -errno
											 : 0;
}

/* Does pagemap tell a page that is the image's from one that was written to? */
static bool can_see(size_t page)
{
	volatile uint8_t *p = own.base + page * PAGE;
	bool before, after;

	own.pagemap = open("/proc/self/pagemap", O_RDONLY | O_CLOEXEC);
	(void)*p;
	if (own.pagemap < 0 || look(page, page + 1) < 0)
		return false;
	before = own.entries[page] & THERE && !is_copy(page);
	*p = *p;
	after = look(page, page + 1) == 0 && is_copy(page);
	drop(page, page + 1);
	return before && after;
}

/* Where the zeros are. A stretch of content takes in short runs of them. */
static void find_stretches(void)
{
	size_t first = 0, zeros = 0;
	unsigned n = 0;

	for (size_t i = 0; i <= own.count; i++) {
		if (i < own.count && all_zero(i)) {
			zeros++;
			continue;
		}
		if (zeros >= STRETCH && n + 3 < STRETCHES) {
			if (i - zeros > first)
				own.stretch[n++] = (struct stretch){ first, i - zeros, false };
			own.stretch[n++] = (struct stretch){ i - zeros, i, true };
			first = i;
		}
		zeros = 0;
	}
	if (first < own.count)
		own.stretch[n++] = (struct stretch){ first, own.count, false };
	own.stretches = n;
}

/* The image of a stretch, and the mapping of it. */
static int keep(int image, const struct stretch *s)
{
	uint8_t *at = own.base + s->first * PAGE;
	size_t n = (s->end - s->first) * PAGE;
	off_t offset = (off_t)(s->first * PAGE);

	if (s->zeros)
		return drop(s->first, s->end);
	if (lseek(image, offset, SEEK_SET) < 0 || fd_write_all(image, at, n) < 0 ||
	    mmap(at, n, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_FIXED, image, offset) ==
		    MAP_FAILED)
		return -errno;
	return 0;
}

int pages_keep(uint8_t *base, size_t n, struct err *e)
{
	int image _cleanup_fd_ = memfd_create("guest", MFD_CLOEXEC), r;

	own.base = base;
	own.count = n / PAGE;
	own.entries = reserve(own.count * sizeof(*own.entries));
	own.times = reserve(own.count);
	find_stretches();
	if (image < 0 || own.entries == MAP_FAILED || own.times == MAP_FAILED ||
	    ftruncate(image, (off_t)n) < 0)
		return err_set(e, errno, "keep the guest's memory");
	for (unsigned i = 0; i < own.stretches; i++)
		if ((r = keep(image, &own.stretch[i])) < 0)
			return err_set(e, -r, "keep the guest's memory");
	own.image = mmap(NULL, n, PROT_READ, MAP_SHARED, image, 0);
	if (own.image == MAP_FAILED)
		return err_set(e, errno, "map the guest's memory");
	for (unsigned i = 0; i < own.stretches; i++)
		if (!own.stretch[i].zeros) {
			if (!can_see(own.stretch[i].first))
				fd_close(&own.pagemap);
			break;
		}
	return 0;
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

static int restore(const struct stretch *s, uint32_t *copied, uint32_t *dropped)
{
	size_t run = 0, length = 0;
	int r;

	if (s->zeros || own.pagemap < 0)
		return drop(s->first, s->end);
	if ((r = look(s->first, s->end)) < 0)
		return r;
	for (size_t i = s->first; i <= s->end; i++) {
		bool copy = i < s->end && is_copy(i);

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
	return 0;
}

int pages_restore(uint32_t *copied, uint32_t *dropped)
{
	int r;

	*copied = *dropped = 0;
	for (unsigned i = 0; i < own.stretches; i++)
		if ((r = restore(&own.stretch[i], copied, dropped)) < 0)
			return r;
	learn_anew();
	return 0;
}

/* The image is not looked at where it is zeros: that would make pages of them. */
bool pages_same(size_t *at)
{
	for (unsigned i = 0; i < own.stretches; i++) {
		const struct stretch *s = &own.stretch[i];

		for (size_t p = s->first; p < s->end; p++) {
			if (s->zeros ? all_zero(p) :
				       !memcmp(own.base + p * PAGE, own.image + p * PAGE, PAGE))
				continue;
			*at = p * PAGE;
			return false;
		}
	}
	return true;
}
