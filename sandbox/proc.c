// SPDX-License-Identifier: MIT
#include "sandbox/proc.h"

#include "lib/clock.h"
#include "lib/dirents.h"
#include "lib/fd.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void proc_name(char text[32], pid_t pid, const char *name)
{
	char digits[12];
	char *at = stpcpy(text, "/proc/");
	int n = 0;

	do
		digits[n++] = (char)('0' + pid % 10);
	while (pid /= 10);
	while (n > 0)
		*at++ = digits[--n];
	*at++ = '/';
	strcpy(at, name);
}

long long status_field(const char *status, const char *field, int base)
{
	size_t n = strlen(field);

	for (const char *line = status; line; line = strchr(line, '\n')) {
		line += *line == '\n';
		if (!strncmp(line, field, n) && line[n] == ':')
			return (long long)strtoull(line + n + 1, NULL, base);
	}
	return -ENOENT;
}

/* Fields 3, 4, 6, 10, 12, 14 to 17, 20 and 22. The second, in parentheses, may hold anything. */
bool proc_stat(pid_t pid, struct proc_stat *s)
{
	unsigned long long user, kernel, reaped_user, reaped_kernel, minor, major;
	char name[32], text[1024], *at;

	proc_name(name, pid, "stat");
	if (fd_slurp(AT_FDCWD, name, text, sizeof(text)) <= 0 || !(at = strrchr(text, ')')))
		return false;
	if (sscanf(at + 1,
		   " %c %d %*d %d %*d %*d %*u %llu %*u %llu %*u %llu %llu %llu %llu %*d %*d %d %*d %llu",
		   &s->state, &s->ppid, &s->session, &minor, &major, &user, &kernel, &reaped_user,
		   &reaped_kernel, &s->threads, &s->start) != 11)
		return false;
	s->faults = minor + major;
	s->used = user + kernel + reaped_user + reaped_kernel;
	return true;
}

unsigned proc_in_flight(pid_t pid, const char *number)
{
	char name[64], text[1024];
	long long n;

	snprintf(name, sizeof(name), "/proc/%d/fdinfo/%.10s", pid, number);
	if (fd_slurp(AT_FDCWD, name, text, sizeof(text)) <= 0)
		return 0;
	n = status_field(text, "scm_fds", 10);
	return n > 0 ? (unsigned)n : 0;
}

static bool is_dead(const struct proc_stat *s)
{
	return s->state == 'Z' || s->state == 'X';
}

int proc_threads(struct dirents *d, pid_t pid)
{
	char name[32];

	proc_name(name, pid, "task");
	return d->fd = open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

pid_t proc_alive(pid_t pid)
{
	struct dirents d = { .fd = -1 };
	int fd _cleanup_fd_ = -1;
	struct proc_stat s;
	pid_t tid;

	if (!proc_stat(pid, &s))
		return 0;
	if (!is_dead(&s))
		return pid;
	fd = proc_threads(&d, pid);
	while (fd >= 0 && (tid = dirents_next_pid(&d)) > 0)
		if (proc_stat(tid, &s) && !is_dead(&s))
			return tid;
	return 0;
}

/* The number of the youngest process: who forks while one looks changes it. */
long proc_youngest(void)
{
	char text[128], *last;

	if (fd_slurp(AT_FDCWD, "/proc/loadavg", text, sizeof(text)) <= 0)
		return -1;
	last = strrchr(text, ' ');
	return last ? strtol(last + 1, NULL, 10) : -1;
}

uint64_t proc_cpu_us(pid_t pid)
{
	return clock_ns((clockid_t)(~(unsigned)pid << 3 | 2)) / 1000;
}
