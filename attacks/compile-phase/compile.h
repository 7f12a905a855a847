/* SPDX-License-Identifier: MIT */
/*
 * compile.h - the step before the student's program runs: what was handed in is compiled.
 *
 * The student controls text, at most the name of a file and some options; the compiler is a program
 * that reads, writes and starts what the text says, with the rights of whoever started it. So the
 * compiler has to be inside the same walls as the program. Here it is: this program stands for the
 * grader's compile step, and runs under the defence. What a student would hand in is the string in
 * each attack.
 */
#ifndef ATTACKS_COMPILE_PHASE_COMPILE_H
#define ATTACKS_COMPILE_PHASE_COMPILE_H

#include "attacks/attack.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define GCC       "/usr/bin/gcc"
#define GXX       "/usr/bin/g++"
#define EVALUATOR "/var/task/evaluator.py"

extern char **environ;

/* A folder for the submission, in /tmp or where we are, and be in it. */
static inline bool enter_folder(const struct brief *b)
{
	char path[64];

	snprintf(path, sizeof(path), "/tmp/%s.d", b->name);
	if (!mkdir(path, 0700) && !chdir(path))
		return true;
	return !mkdir(path + strlen("/tmp/"), 0700) && !chdir(path + strlen("/tmp/"));
}

static inline bool hand_in(const char *name, const char *text)
{
	int fd = open(name, O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0700);
	bool whole = fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text);

	if (fd >= 0)
		close(fd);
	return whole;
}

/* Run a command to its end. Its exit status, 256 if a signal ended it; -1 with errno: not run. */
static inline int run_command(const char *const argv[])
{
	int status;
	pid_t pid;

	errno = posix_spawn(&pid, argv[0], NULL, NULL, (char *const *)argv, environ);
	if (errno)
		return -1;
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return -1;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 256;
}

#define RUN(...) run_command((const char *const[]){ __VA_ARGS__, NULL })

static inline bool at_most(int resource, rlim_t n)
{
	struct rlimit limit;

	if (getrlimit(resource, &limit))
		return false;
	limit.rlim_cur = limit.rlim_cur < n ? limit.rlim_cur : n; /* a defence may allow less */
	return !setrlimit(resource, &limit);
}

/* A bomb's own bounds, which its compiler inherits: MiB of memory, seconds of processor time. */
static inline bool bound(rlim_t mib, rlim_t seconds)
{
	return at_most(RLIMIT_DATA, mib << 20) && at_most(RLIMIT_CPU, seconds);
}

#endif
