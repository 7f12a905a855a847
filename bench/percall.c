// SPDX-License-Identifier: MIT
/*
 * percall.c - what one system call costs, measured inside the box.
 *
 * Prints "CALL NS" for each, the best of a few short batches: what disturbs a loop can only
 * lengthen it. The caller runs this many times, since two runs of one program differ too. A call
 * that is refused here is "CALL refused: why", and has no price; of socket(2) the refusal is the
 * price.
 *
 * getppid(2) does next to nothing, so its price is entry, exit and filter; the filter's verdict on
 * it reads no argument, as those on read, mmap and stat. open(2) + close(2), of a file that every
 * variant shows, is the cheapest thing that layers which look at paths look at. syscall(2), because
 * libc may answer from memory.
 */
#include "lib/clock.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { BATCHES = 6 };
#define FILE_SHOWN "/usr/bin/env"

static int readable = -1;

static int do_getppid(void)
{
	return (int)syscall(SYS_getppid);
}

static int do_open_close(void)
{
	long fd = syscall(SYS_openat, AT_FDCWD, FILE_SHOWN, O_RDONLY | O_CLOEXEC, 0);

	return fd < 0 ? -1 : (int)syscall(SYS_close, fd);
}

static int do_read(void)
{
	char byte;

	return syscall(SYS_pread64, readable, &byte, 1, 0) == 1 ? 0 : -1;
}

static int do_mmap(void)
{
	void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	return page == MAP_FAILED ? -1 : munmap(page, 4096);
}

static int do_stat(void)
{
	struct stat st;

	return (int)syscall(SYS_newfstatat, AT_FDCWD, FILE_SHOWN, &st, 0);
}

/* A child that ends at once, and its end. */
static int do_clone(void)
{
	pid_t pid = (pid_t)syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0);

	if (pid == 0)
		_exit(0);
	return pid < 0 || waitpid(pid, NULL, 0) != pid ? -1 : 0;
}

/* Where it is let through, the socket is closed again. */
static int do_socket(void)
{
	long fd = syscall(SYS_socket, AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	if (fd >= 0)
		syscall(SYS_close, fd);
	return 0;
}

static const struct {
	const char *name;
	int (*once)(void);
	int times; /* in a batch, which is about a third of a millisecond */
} calls[] = {
	{ "getppid", do_getppid, 2500 }, { "open-close", do_open_close, 200 },
	{ "read", do_read, 1000 },	 { "mmap", do_mmap, 400 },
	{ "stat", do_stat, 300 },	 { "socket", do_socket, 300 },
	{ "clone", do_clone, 3 },
};

/* ns of the best batch; negative: refused, with errno. */
static double price(size_t c)
{
	double best = 0;

	for (int batch = 0; batch < BATCHES; batch++) {
		double start = (double)clock_ns(CLOCK_MONOTONIC), ns;

		for (int i = 0; i < calls[c].times; i++)
			if (calls[c].once() < 0)
				return -1;
		ns = ((double)clock_ns(CLOCK_MONOTONIC) - start) / calls[c].times;
		best = !batch || ns < best ? ns : best;
	}
	return best;
}

int main(void)
{
	readable = open(FILE_SHOWN, O_RDONLY | O_CLOEXEC);
	for (size_t c = 0; c < sizeof(calls) / sizeof(*calls); c++) {
		double ns = price(c);

		if (ns < 0)
			printf("%s refused: %s\n", calls[c].name, strerror(errno));
		else
			printf("%s %.2f\n", calls[c].name, ns);
		fflush(stdout); /* the next one may be our end */
	}
	return fflush(stdout) != 0;
}
