// SPDX-License-Identifier: MIT
#include "sandbox/cgroup2.h"

#include "lib/dirents.h"
#include "lib/fd.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <linux/magic.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/vfs.h>

enum {
	PERIOD_US = 100000,
	TEXT = 4096,
	LEAVE_MS = 2,
	LEAVE_TIMES = 500,
	DEEPEST = 32,
	TRIES = 100
};

int cgroup2_open(const char *path, struct err *e)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	struct statfs fs;

	if (fd < 0)
		return err_set(e, errno, "%s", path);
	if (fstatfs(fd, &fs) == 0 && fs.f_type == CGROUP2_SUPER_MAGIC)
		return fd;
	fd_close(&fd);
	return err_set(e, EOPNOTSUPP,
		       fs.f_type == CGROUP_SUPER_MAGIC
			       ? "%s is of cgroup version 1: boot with cgroup_no_v1=all"
			       : "%s is no folder of cgroup version 2: mount -t cgroup2",
		       path);
}

/* Is `word` one of the words of a line? */
static bool has_word(const char *line, const char *word)
{
	size_t n = strlen(word);

	for (const char *at = line; (at = strstr(at, word)); at += n)
		if ((at == line || at[-1] == ' ') && (!at[n] || at[n] == ' ' || at[n] == '\n'))
			return true;
	return false;
}

/* Of what is needed, what is not in this file: "+memory +pids". False: nothing. */
static bool lacks(int dir, const char *file, bool rate, char text[32])
{
	static const char *const needed[] = { "memory", "pids", "cpu" };
	char have[TEXT] = "", *at = text;

	fd_slurp(dir, file, have, sizeof(have));
	*text = '\0';
	for (size_t i = 0; i < (rate ? 3 : 2); i++)
		if (!has_word(have, needed[i]))
			at += sprintf(at, "%s+%s", at > text ? " " : "", needed[i]);
	return at > text;
}

/* Why a controller cannot be handed on, and what mends it. */
static int cannot_hand_on(int why, const char *path, const char *lacking, struct err *e)
{
	if (why == EBUSY) /* "no internal processes" */
		return err_set(e, why,
			       "%s has processes of its own: mkdir %s/sandbox; move each: echo PID "
			       ">%s/sandbox/cgroup.procs",
			       path, path, path);
	return err_set(e, why, "%s does not hand on %s: echo '%s' >%s/cgroup.subtree_control", path,
		       lacking, lacking, path);
}

int cgroup2_hands_on(int dir, const char *path, bool rate, struct err *e)
{
	char lacking[32];
	int r;

	if (lacks(dir, "cgroup.controllers", rate, lacking))
		return err_set(e, EOPNOTSUPP,
			       "%s was not handed %s: echo '%s' >%s/../cgroup.subtree_control",
			       path, lacking, lacking, path);
	if (!lacks(dir, "cgroup.subtree_control", rate, lacking))
		return 0;
	r = fd_put(dir, "cgroup.subtree_control", lacking);
	if (r == 0 && lacks(dir, "cgroup.subtree_control", rate, lacking))
		r = -EINVAL;
	return r < 0 ? cannot_hand_on(-r, path, lacking, e) : 0;
}

int cgroup2_make(int dir, const char *path, const char *name, struct err *e)
{
	struct stat st;
	int group;

	if (mkdirat(dir, name, 0755) < 0 && errno == EEXIST)
		return -EAGAIN;
	group = openat(dir, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (group < 0 && faccessat(dir, ".", W_OK | X_OK, AT_EACCESS) == 0)
		return -EAGAIN; /* it was there, and is gone */
	if (group < 0)
		return err_set(e, EACCES,
			       "%s cannot be written: chown %u %s %s/cgroup.procs "
			       "%s/cgroup.subtree_control",
			       path, geteuid(), path, path, path);
	if ((flock(group, LOCK_SH | LOCK_NB) < 0 && errno == EWOULDBLOCK) ||
	    (fstat(group, &st) == 0 && st.st_nlink == 0)) {
		fd_close(&group);
		return -EAGAIN;
	}
	return group;
}

/* A name that nobody has: 64 random bits. */
static int invent(char name[CGROUP_NAME], struct err *e)
{
	unsigned long long r;

	if (getrandom(&r, sizeof(r), 0) != (ssize_t)sizeof(r))
		return err_set(e, errno, "getrandom");
	snprintf(name, CGROUP_NAME, CGROUP_PREFIX "%0*llx", CGROUP_DIGITS, r);
	return 0;
}

int cgroup2_new(int dir, const char *path, char name[CGROUP_NAME], struct err *e)
{
	int group = -EAGAIN;

	for (int i = 0; i < TRIES && group == -EAGAIN; i++)
		group = invent(name, e) < 0 ? -e->code : cgroup2_make(dir, path, name, e);
	return group == -EAGAIN ? err_set(e, EAGAIN, "%s", path) : group;
}

/* "max" or a number. */
static const char *value(uint64_t n, char text[48])
{
	if (n == BOX_NONE)
		return "max";
	snprintf(text, 48, "%" PRIu64, n);
	return text;
}

static const char *rate_of(const struct cgroup2_limits *l, char text[48])
{
	snprintf(text, 48, "%" PRIu64 " %d", l->percent * (PERIOD_US / 100), PERIOD_US);
	return text;
}

/* In swap it would go on growing, and one process that is killed alone is a puzzle to the others.
 */
int cgroup2_limit(int group, const struct cgroup2_limits *l, struct err *e)
{
	char memory[48], tasks[48], rate[48];
	const struct {
		const char *file, *text;
		bool optional;
	} all[] = {
		{ "memory.max", value(l->memory, memory), false },
		{ "memory.swap.max", "0", true },  /* no such file without swap in the kernel */
		{ "memory.oom.group", "1", true }, /* Linux 4.19                             */
		{ "pids.max", value(l->tasks, tasks), false },
		{ "cgroup.max.descendants", "0", true },
		{ l->percent == BOX_NONE ? NULL : "cpu.max", rate_of(l, rate), false },
	};

	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		int r = all[i].file ? fd_put(group, all[i].file, all[i].text) : 0;

		if (r < 0 && !(all[i].optional && r == -ENOENT))
			return err_set(e, -r, "%s", all[i].file);
	}
	return 0;
}

/* The number in a file of one line; -1: none, or no such file. */
static long long number(int group, const char *file)
{
	char text[64], *end;
	long long n;

	if (fd_slurp(group, file, text, sizeof(text)) <= 0)
		return -1;
	n = strtoll(text, &end, 10);
	return end == text ? -1 : n;
}

/* The kernel keeps whole pages. */
int cgroup2_has_limits(int group, const struct cgroup2_limits *l, struct err *e)
{
	long long memory = number(group, "memory.max"), tasks = number(group, "pids.max");
	char is[64] = "", want[48];

	if (l->memory != BOX_NONE && (memory < 0 || (uint64_t)memory > l->memory))
		return err_set(e, EPERM, "memory.max is %lld", memory);
	if (l->tasks != BOX_NONE && (tasks < 0 || (uint64_t)tasks > l->tasks))
		return err_set(e, EPERM, "pids.max is %lld", tasks);
	if (l->percent == BOX_NONE)
		return 0;
	fd_slurp(group, "cpu.max", is, sizeof(is));
	is[strcspn(is, "\n")] = '\0';
	return strcmp(is, rate_of(l, want)) ? err_set(e, EPERM, "cpu.max is %s", is) : 0;
}

/* The next of the processes in it; *at goes from "" to the end of the text. */
static pid_t next_process(const char **at)
{
	char *end;
	long pid = strtol(*at, &end, 10);

	*at = end;
	return (pid_t)pid;
}

bool cgroup2_holds(int group, pid_t pid)
{
	char text[TEXT];
	const char *at = text;
	pid_t one;

	if (fd_slurp(group, "cgroup.procs", text, sizeof(text)) <= 0)
		return false;
	while ((one = next_process(&at)) > 0)
		if (one == pid)
			return true;
	return false;
}

/* Before Linux 5.14 one by one, and whoever forks meanwhile is there the next time. */
void cgroup2_kill(int group)
{
	char text[TEXT];
	const char *at = text;
	pid_t one;

	if (fd_put(group, "cgroup.kill", "1") != -ENOENT ||
	    fd_slurp(group, "cgroup.procs", text, sizeof(text)) <= 0)
		return;
	while ((one = next_process(&at)) > 0)
		kill(one, SIGKILL);
}

/* The number after `key` at the start of a line. */
static long long field(const char *text, const char *key)
{
	size_t n = strlen(key);

	for (const char *line = text; line; line = strchr(line, '\n')) {
		line += *line == '\n';
		if (!strncmp(line, key, n) && line[n] == ' ')
			return strtoll(line + n, NULL, 10);
	}
	return -1;
}

static long long field_of(int group, const char *file, const char *key)
{
	char text[TEXT];

	return fd_slurp(group, file, text, sizeof(text)) > 0 ? field(text, key) : -1;
}

bool cgroup2_is_empty(int group)
{
	return field_of(group, "cgroup.events", "populated") != 1;
}

long long cgroup2_cpu_us(int group)
{
	return field_of(group, "cpu.stat", "usage_usec");
}

void cgroup2_read(int group, struct box_cgroup *c)
{
	*c = (struct box_cgroup){
		.memory_peak = number(group, "memory.peak"), /* Linux 5.19 */
		.tasks_peak = number(group, "pids.peak"),    /* Linux 6.12 */
		.cpu_us = cgroup2_cpu_us(group),
		.oom_kills = field_of(group, "memory.events", "oom_kill"),
		.tasks_refused = field_of(group, "pids.events", "max"),
	};
}

static bool is_name(const char *name)
{
	size_t n = strlen(CGROUP_PREFIX);

	return !strncmp(name, CGROUP_PREFIX, n) && strlen(name) == n + CGROUP_DIGITS &&
	       strspn(name + n, "0123456789abcdef") == CGROUP_DIGITS;
}

/* Where no wall keeps a program from it, it may have made groups in its own. They are empty by now.
 */
static void remove_below(int group, int depth)
{
	struct dirents d = { .fd = group };
	const char *name;

	lseek(group, 0, SEEK_SET);
	while (depth < DEEPEST && (name = dirents_next(&d))) {
		int below _cleanup_fd_ =
			d.type == DT_DIR ? openat(group, name,
						  O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
					 : -1;

		if (below < 0)
			continue;
		remove_below(below, depth + 1);
		unlinkat(group, name, AT_REMOVEDIR);
	}
}

bool cgroup2_end(int dir, const char *name, int group)
{
	for (int i = 0; i < LEAVE_TIMES && !cgroup2_is_empty(group); i++) {
		cgroup2_kill(group);
		poll(NULL, 0, LEAVE_MS);
	}
	remove_below(group, 0);
	for (int i = 0; i < LEAVE_TIMES; i++) {
		if (unlinkat(dir, name, AT_REMOVEDIR) == 0 || errno == ENOENT)
			return true;
		if (errno != EBUSY)
			return false;
		poll(NULL, 0, LEAVE_MS); /* between a death and an empty group is a moment */
	}
	return false;
}

int cgroup2_sweep(int dir)
{
	struct dirents d = { .fd = dir };
	const char *name;
	int gone = 0;

	lseek(dir, 0, SEEK_SET);
	while ((name = dirents_next(&d))) {
		int group _cleanup_fd_ =
			is_name(name)
				? openat(dir, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
				: -1;

		if (group >= 0 && flock(group, LOCK_EX | LOCK_NB) == 0)
			gone += cgroup2_end(dir, name, group);
	}
	return gone;
}
