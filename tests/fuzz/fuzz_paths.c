// SPDX-License-Identifier: MIT
/*
 * Paths and times that the supervisor takes out of a program's memory, and calls that it takes
 * apart. The memory is this process's own, right before a page that is not there: what is read must
 * be what stands there, or nothing.
 */
#include "tests/fuzz/fuzz.h"

#define PAGE PAGE_OF_ASKED
#include "sandbox/notify_args.c"
#undef PAGE
#include "sandbox/notify_attributes.c"

#include <limits.h>
#include <sys/mman.h>

const unsigned long fuzz_runs = 30000;

enum { PAGE = 4096, PAGES = 3 };

/* The last bytes of three pages, after which there is nothing. */
static char *at_the_end(const uint8_t *data, size_t n)
{
	static char *pages;

	if (!pages) {
		pages = mmap(NULL, (PAGES + 1) * PAGE, PROT_READ | PROT_WRITE,
			     MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
		must(pages != MAP_FAILED && !mprotect(pages + PAGES * PAGE, PAGE, PROT_NONE));
	}
	return memcpy(pages + PAGES * PAGE - n, data, n);
}

static void check_path(const char *memory, size_t n)
{
	const char *nul = memchr(memory, '\0', n);
	char path[PATH_MAX];
	int r = args_path(getpid(), (uintptr_t)memory, path);

	if (nul && nul - memory < PATH_MAX)
		must(r == 0 && !strcmp(path, memory));
	else
		must(r == (n < PATH_MAX ? -EFAULT : -ENAMETOOLONG));
}

static void check_times(const char *memory, size_t n)
{
	static const int calls[] = { SYS_utime, SYS_utimes, SYS_futimesat, SYS_utimensat };
	static const size_t need[] = { 16, 32, 32, 32 };
	struct timespec t[2] = { { 0 } };
	bool now;

	for (int i = 0; i < 4; i++) {
		int r = read_times(getpid(), calls[i], (uintptr_t)memory, t, &now);

		must(!now && (r == (n >= need[i] ? 0 : -EFAULT) || (n >= need[i] && r == -EINVAL)));
		if (!r)
			must(!memcmp(&t[0].tv_sec, memory, sizeof(t[0].tv_sec)));
	}
	must(read_times(getpid(), SYS_utime, 0, t, &now) == 0 && now);
}

/* A descriptor's names, written as the kernel writes them. */
static void check_descriptor(const char *path)
{
	static const char *const names[] = { "/proc/self/fd/%d", "/proc/thread-self/fd/%d",
					     "/dev/fd/%d" };
	int n = args_descriptor(path);
	bool is = n < 0 || (n < 3 && !strncmp(path, "/dev/std", 8));

	for (int i = 0; i < 3; i++) {
		char name[48];

		snprintf(name, sizeof(name), names[i], n);
		is |= !strcmp(name, path);
	}
	must(is);
}

static void check_below(const char *path)
{
	static const char *const folders[] = { "/tmp", "/tmp/a", "/", "/proc/self" };

	for (int i = 0; i < 4; i++) {
		char *with = malloc(strlen(path) + 2), folder[16];
		bool is;

		must(with);
		sprintf(with, "%s/", path);
		sprintf(folder, "%s%s", folders[i], i == 2 ? "" : "/");
		is = !strncmp(with, folder, strlen(folder));
		must(path_below(path, folders[i]) == is);
		free(with);
	}
}

static void check_call(const uint8_t *data, size_t n)
{
	struct seccomp_data d = { 0 };
	struct change c;

	memcpy(&d, data, n < sizeof(d) ? n : sizeof(d));
	d.nr &= 511;
	if (!attributes_are_asked(d.nr))
		return;
	c = take_apart(&d);
	must(c.is_mode == (d.nr == SYS_chmod || d.nr == SYS_fchmod || d.nr == SYS_fchmodat));
	if (d.nr == SYS_fchmod)
		must(c.dir == (int)d.args[0] && !c.path);
	else if (d.nr == SYS_chmod || d.nr == SYS_utime || d.nr == SYS_utimes)
		must(c.dir == AT_FDCWD && c.path == d.args[0]);
	else
		must(c.dir == (int)d.args[0] && c.path == d.args[1]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	const char *memory = at_the_end(data, n < PAGES * PAGE ? n : PAGES * PAGE);
	char *text = fuzz_text(data, n);

	check_path(memory, n);
	check_times(memory, n);
	check_descriptor(text);
	if (*text == '/')
		check_below(text);
	check_call(data, n);
	free(text);
	return 0;
}
