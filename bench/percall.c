// SPDX-License-Identifier: MIT
/*
 * percall.c - what one system call costs, measured inside the box.
 *
 * Prints "CALL NS", the best of a few short batches: what disturbs a loop can only lengthen it. The
 * caller runs this many times, since two runs of one program differ too.
 *
 * getppid(2) does next to nothing, so its price is entry, exit and filter; the filter's verdict on
 * it reads no argument. open(2) + close(2), of a file that every variant shows, is the cheapest
 * thing that layers which look at paths look at. syscall(2), because libc may answer from memory.
 */
#include "lib/clock.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { BATCHES = 10, GETPPIDS = 2500, OPENS = 200 }; /* a batch is about half a millisecond */

static double now_ns(void)
{
	return (double)clock_ns(CLOCK_MONOTONIC);
}

static double getppid_ns(void)
{
	double start = now_ns();

	for (int i = 0; i < GETPPIDS; i++)
		syscall(SYS_getppid);
	return (now_ns() - start) / GETPPIDS;
}

/* Negative when the file cannot be opened. */
static double open_close_ns(void)
{
	double start = now_ns();

	for (int i = 0; i < OPENS; i++) {
		long fd = syscall(SYS_openat, AT_FDCWD, "/usr/bin/env", O_RDONLY | O_CLOEXEC, 0);

		if (fd < 0 || syscall(SYS_close, fd))
			return -1;
	}
	return (now_ns() - start) / OPENS;
}

static double least(double a, double b)
{
	return a < b ? a : b;
}

int main(void)
{
	double getppid_best = getppid_ns(), open_best = open_close_ns();

	if (open_best < 0) {
		perror("percall: /usr/bin/env");
		return 1;
	}
	for (int i = 0; i < BATCHES; i++) {
		getppid_best = least(getppid_best, getppid_ns());
		open_best = least(open_best, open_close_ns());
	}
	printf("getppid %.2f\nopen-close %.2f\n", getppid_best, open_best);
	return fflush(stdout) != 0;
}
