// SPDX-License-Identifier: MIT
/*
 * grown.c MEBIBYTES DESCRIPTORS HOW TIMES COMMAND... - what a launch costs a process that has
 * grown.
 *
 * It writes to so much memory and holds so many descriptors, then launches the command so often, by
 * `spawn` (posix_spawn(3), as vfork) or by `fork` (fork(2) and exec), and prints the nanoseconds of
 * each, from before it to the end of the wait. fork copies page tables: that is what grows.
 */
#include "lib/clock.h"

#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static int grow(unsigned long mebibytes, unsigned long descriptors)
{
	struct rlimit most = { 0, 0 };
	size_t bytes = mebibytes << 20;
	char *memory = bytes ? mmap(NULL, bytes, PROT_READ | PROT_WRITE,
				    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
			     : NULL;

	if (memory == MAP_FAILED)
		return -1;
	if (memory && madvise(memory, bytes, MADV_NOHUGEPAGE)) /* pages, as a heap has them */
		return -1;
	for (size_t i = 0; i < bytes; i += 4096)
		memory[i] = 1;
	if (getrlimit(RLIMIT_NOFILE, &most))
		return -1;
	most.rlim_cur = most.rlim_max;
	if (setrlimit(RLIMIT_NOFILE, &most))
		return -1;
	for (unsigned long i = 0; i < descriptors; i++)
		if (open("/dev/null", O_RDONLY) < 0) /* inherited: that is the point */
			return -1;
	return 0;
}

static pid_t begin(const char *how, char **command)
{
	posix_spawn_file_actions_t quiet;
	pid_t pid;
	int r;

	if (!strcmp(how, "fork")) {
		pid = fork();
		if (pid)
			return pid;
		execv(command[0], command);
		_exit(127);
	}
	posix_spawn_file_actions_init(&quiet);
	r = posix_spawn(&pid, command[0], &quiet, NULL, command, environ);
	posix_spawn_file_actions_destroy(&quiet);
	return r ? -1 : pid;
}

int main(int argc, char **argv)
{
	int status;

	if (argc < 6)
		return fputs("usage: grown MEBIBYTES DESCRIPTORS spawn|fork TIMES COMMAND...\n",
			     stderr),
		       2;
	if (grow(strtoul(argv[1], NULL, 10), strtoul(argv[2], NULL, 10)))
		return perror("grown"), 1;
	for (int i = atoi(argv[4]); i > 0; i--) {
		uint64_t start = clock_ns(CLOCK_MONOTONIC);
		pid_t pid = begin(argv[3], argv + 5);

		if (pid < 0 || waitpid(pid, &status, 0) != pid || status)
			return fprintf(stderr, "grown: %s: status %d\n", argv[5], status), 1;
		printf("%ju\n", (uintmax_t)(clock_ns(CLOCK_MONOTONIC) - start));
	}
	return fflush(stdout) != 0;
}
