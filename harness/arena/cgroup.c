// SPDX-License-Identifier: MIT
#include "harness/arena/cgroup.h"

#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <inttypes.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/fd.h"

#define PREFIX "ordeal-"

/* In version 1; NULL: the hierarchy of version 2. */
static const char *const controllers[CGROUP_PARTS] = { "pids", "memory", "cpuacct", NULL };

/* Is `word` one of the comma-separated words of `list`? */
static bool has_word(const char *list, const char *word)
{
	size_t n = strlen(word);

	for (const char *at = list; (at = strstr(at, word)); at += n)
		if ((at == list || at[-1] == ',') && (!at[n] || at[n] == ',' || at[n] == '\n'))
			return true;
	return false;
}

/* The path after the second colon in the line of /proc/self/cgroup for `controller` (NULL: v2). */
static bool own_path(const char *text, const char *controller, char *out, size_t size)
{
	for (const char *line = text; line && *line; line = strchr(line, '\n')) {
		char names[128] = "", path[PATH_MAX] = "";

		line += *line == '\n';
		if (sscanf(line, "%*d::%4095[^\n]", path) == 1) {
			if (controller)
				continue;
		} else if (!controller ||
			   sscanf(line, "%*d:%127[^:]:%4095[^\n]", names, path) != 2 ||
			   !has_word(names, controller)) {
			continue;
		}
		snprintf(out, size, "%s", strcmp(path, "/") ? path : "");
		return true;
	}
	return false;
}

/* The mount point of the hierarchy with `controller` (NULL: of version 2) in mountinfo's text. */
static bool mount_point(const char *text, const char *controller, char *out, size_t size)
{
	for (const char *line = text; line && *line; line = strchr(line, '\n')) {
		char where[PATH_MAX], type[32], options[512];
		const char *dash;

		line += *line == '\n';
		dash = strstr(line, " - ");
		if (!dash || sscanf(line, "%*d %*d %*s %*s %4095s", where) != 1 ||
		    sscanf(dash, " - %31s %*s %511s", type, options) != 2)
			continue;
		if (controller ? strcmp(type, "cgroup") || !has_word(options, controller)
			       : strcmp(type, "cgroup2"))
			continue;
		snprintf(out, size, "%s", where);
		return true;
	}
	return false;
}

static bool writable_dir(const char *path)
{
	return !access(path, W_OK | X_OK);
}

static bool detect_v1(struct cgroup_host *h, const char *root, const char *own, const char *mounts)
{
	for (int i = 0; i < CGROUP_PARTS; i++) {
		char at[PATH_MAX], path[PATH_MAX];

		h->parent[i][0] = '\0';
		if (!mount_point(mounts, controllers[i], at, sizeof(at)) ||
		    !own_path(own, controllers[i], path, sizeof(path)))
			continue;
		if (snprintf(h->parent[i], PATH_MAX, "%s%s%s", root, at, path) >= PATH_MAX ||
		    !writable_dir(h->parent[i]))
			h->parent[i][0] = '\0';
		else
			snprintf(h->mount[i], PATH_MAX, "%s%s", root, at);
	}
	return h->parent[CGROUP_PIDS][0] && h->parent[CGROUP_MEMORY][0];
}

/*
 * Do children of `dir` get pids and memory, if need be by our asking? Not cpu: every group counts
 * its cpu time, and asking for one controller that is missing gets none of them.
 */
static bool hands_on(const char *dir)
{
	char file[PATH_MAX], have[256] = "";

	if (snprintf(file, sizeof(file), "%s/cgroup.subtree_control", dir) >= (int)sizeof(file) ||
	    !writable_dir(dir))
		return false;
	fd_put(AT_FDCWD, file, "+pids +memory");
	fd_slurp(AT_FDCWD, file, have, sizeof(have));
	return strstr(have, "pids") && strstr(have, "memory");
}

/*
 * Version 2 lets a group hand memory to its children only while it has no processes itself, the
 * root excepted; ours has at least one. So: our own group if its children get both already, else
 * the nearest above it that hands on. Without root that is the lowest which was delegated to us.
 */
static bool detect_v2(struct cgroup_host *h, const char *root, const char *own, const char *mounts)
{
	char at[PATH_MAX], path[PATH_MAX], *dir = h->parent[0], *slash;
	size_t top;

	if (!mount_point(mounts, NULL, at, sizeof(at)) ||
	    !own_path(own, NULL, path, sizeof(path)) ||
	    snprintf(dir, PATH_MAX, "%s%s%s", root, at, path) >= PATH_MAX)
		return false;
	top = strlen(root) + strlen(at);
	while (!hands_on(dir)) {
		if (!(slash = strrchr(dir + top, '/')))
			return false;
		*slash = '\0';
	}
	for (int part = 1; part < CGROUP_PARTS; part++)
		memcpy(h->parent[part], dir, PATH_MAX);
	snprintf(h->mount[0], PATH_MAX, "%s%s", root, at); /* one hierarchy: one walk */
	return true;
}

void cgroup_detect(struct cgroup_host *h, const char *root)
{
	static char own[4096], mounts[65536];
	char path[PATH_MAX];

	memset(h, 0, sizeof(*h));
	snprintf(path, sizeof(path), "%s/proc/self/cgroup", root);
	if (fd_slurp(AT_FDCWD, path, own, sizeof(own)) < 0) {
		snprintf(h->why, sizeof(h->why), "this kernel has no cgroups");
		return;
	}
	snprintf(path, sizeof(path), "%s/proc/self/mountinfo", root);
	fd_slurp(AT_FDCWD, path, mounts, sizeof(mounts));
	if (detect_v1(h, root, own, mounts))
		h->version = 1;
	else if (detect_v2(h, root, own, mounts))
		h->version = 2;
	else
		snprintf(h->why, sizeof(h->why),
			 "no cgroup with pids and memory that we may write to");
}

/* Field 22 of /proc/PID/stat: when the process started, in clock ticks since boot; 0: gone. */
static unsigned long long start_time(pid_t pid)
{
	char path[64], stat[1024], *at;
	unsigned long long start = 0;

	snprintf(path, sizeof(path), "/proc/%d/stat", pid);
	if (fd_slurp(AT_FDCWD, path, stat, sizeof(stat)) < 0 || !(at = strrchr(stat, ')')))
		return 0;
	for (int field = 2; field < 22 && at; field++)
		at = strchr(at + 1, ' ');
	if (at)
		sscanf(at, " %llu", &start);
	return start;
}

void cgroup_name(char *name, size_t size, pid_t pid)
{
	snprintf(name, size, PREFIX "%d-%llu", pid, start_time(pid));
}

static int set_limits(const struct cgroup *cg, const struct cgroup_limits *l, struct err *e)
{
	const char *file = cg->version == 1 ? "memory.limit_in_bytes" : "memory.max";
	char text[32];
	int r;

	snprintf(text, sizeof(text), "%u", l->tasks);
	if ((r = fd_put(cg->dir[CGROUP_PIDS], "pids.max", text)))
		return err_set(e, -r, "%s/pids.max", cg->path[CGROUP_PIDS]);
	snprintf(text, sizeof(text), "%" PRIu64, l->memory);
	if ((r = fd_put(cg->dir[CGROUP_MEMORY], file, text)))
		return err_set(e, -r, "%s/%s", cg->path[CGROUP_MEMORY], file);
	return 0;
}

int cgroup_create(const struct cgroup_host *host, const char *name,
		  const struct cgroup_limits *limits, struct cgroup *cg, struct err *e)
{
	int parts = host->version == 1 ? CGROUP_PARTS : 1, r = 0;

	memset(cg, 0, sizeof(*cg));
	cg->version = host->version;
	cg->enter = "cgroup.procs";
	for (int i = 0; i < CGROUP_PARTS; i++)
		cg->dir[i] = -1;
	if (!host->version)
		return 0;
	for (int i = 0; i < parts && !r; i++) {
		char *path = cg->path[i];

		if (!host->parent[i][0])
			continue;
		if (snprintf(path, PATH_MAX, "%s/%s", host->parent[i], name) >= PATH_MAX)
			r = err_set(e, ENAMETOOLONG, "%s", host->parent[i]);
		else if (mkdir(path, 0755) && errno != EEXIST)
			r = err_set(e, errno, "mkdir %s", path);
		else if ((cg->dir[i] = open(path, O_DIRECTORY | O_CLOEXEC)) < 0)
			r = err_set(e, errno, "open %s", path);
	}
	for (int i = parts; i < CGROUP_PARTS && !r; i++)
		cg->dir[i] = fcntl(cg->dir[0], F_DUPFD_CLOEXEC, 3);
	if (!r)
		r = set_limits(cg, limits, e);
	if (r)
		cgroup_remove(cg);
	return r;
}

int cgroup_enter(const struct cgroup *cg, pid_t pid, struct err *e)
{
	char text[16];

	snprintf(text, sizeof(text), "%d", pid);
	for (int i = 0; i < CGROUP_PARTS; i++) {
		int r = cg->path[i][0] ? fd_put(cg->dir[i], cg->enter, text) : 0;

		if (r)
			return err_set(e, -r, "%s/%s", cg->path[i], cg->enter);
	}
	return 0;
}

static int64_t read_number(int dir, const char *file)
{
	char text[64], *end;
	long long v;

	if (dir < 0 || fd_slurp(dir, file, text, sizeof(text)) <= 0)
		return -1;
	v = strtoll(text, &end, 10);
	return end == text ? -1 : v;
}

/* The figure after `key` at the start of a line of memory.stat or cpu.stat. */
static int64_t stat_line(const char *text, const char *key)
{
	size_t n = strlen(key);

	for (const char *line = text; line; line = strchr(line, '\n')) {
		line += *line == '\n';
		if (!strncmp(line, key, n) && line[n] == ' ')
			return strtoll(line + n, NULL, 10);
	}
	return -1;
}

/*
 * Everything charged but the page cache that may be dropped, which is what is on the lists of
 * files: anonymous, shared and secret memory, what is locked, kernel objects, socket buffers, pages
 * that only a pipe still holds.
 */
static int64_t memory_now(const struct cgroup *cg)
{
	bool v1 = cg->version == 1;
	int64_t all, idle, used;
	char text[8192];

	if (fd_slurp(cg->dir[CGROUP_MEMORY], "memory.stat", text, sizeof(text)) <= 0)
		return -1;
	all = read_number(cg->dir[CGROUP_MEMORY], v1 ? "memory.usage_in_bytes" : "memory.current");
	idle = stat_line(text, v1 ? "total_inactive_file" : "inactive_file");
	used = stat_line(text, v1 ? "total_active_file" : "active_file");
	return all < 0 || idle < 0 || used < 0 ? -1 : all - idle - used;
}

static int64_t starved(const struct cgroup *cg)
{
	char text[1024];

	if (fd_slurp(cg->dir[CGROUP_MEMORY], cg->version == 1 ? "memory.oom_control" : "memory.events", text,
		     sizeof(text)) <= 0)
		return -1;
	return stat_line(text, "oom_kill");
}

static int64_t cpu_used(int dir, int version)
{
	char text[4096];
	int64_t nsec;

	if (version == 2)
		return fd_slurp(dir, "cpu.stat", text, sizeof(text)) > 0 ?
			       stat_line(text, "usage_usec") : -1;
	nsec = read_number(dir, "cpuacct.usage");
	return nsec < 0 ? -1 : nsec / 1000;
}

int64_t cgroup_cpu(const struct cgroup_host *host, const char *name)
{
	const char *parent = host->parent[CGROUP_CPU];
	char path[PATH_MAX];
	int dir _cleanup_fd_ = -1;

	if (!host->version || !parent[0] ||
	    snprintf(path, sizeof(path), "%s/%s", parent, name) >= (int)sizeof(path))
		return -1;
	dir = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
	return dir < 0 ? -1 : cpu_used(dir, host->version);
}

void cgroup_read(const struct cgroup *cg, struct cgroup_usage *u)
{
	*u = (struct cgroup_usage){ -1, -1, -1, -1, -1 };
	if (!cg->version)
		return;
	u->tasks = read_number(cg->dir[CGROUP_PIDS], "pids.current");
	u->tasks_peak = read_number(cg->dir[CGROUP_PIDS], "pids.peak");
	u->memory = memory_now(cg);
	u->cpu_usec = cpu_used(cg->dir[CGROUP_CPU], cg->version);
	u->starved = starved(cg);
}

/* The kernel takes a moment between the last process's death and an empty group. */
static int remove_dir(const char *path)
{
	for (int tries = 0; rmdir(path); tries++) {
		if (errno == ENOENT)
			return 0;
		if (errno != EBUSY || tries == 1000)
			return -errno;
		poll(NULL, 0, 2);
	}
	return 0;
}

int cgroup_remove(struct cgroup *cg)
{
	int r = 0;

	if (cg->given)
		cgroup_clear(cg->path[0]);
	for (int i = 0; i < CGROUP_PARTS; i++) {
		fd_close(&cg->dir[i]);
		if (cg->path[i][0]) {
			int k = remove_dir(cg->path[i]);

			r = r ? r : k;
		}
		cg->path[i][0] = '\0';
	}
	cg->version = 0;
	return r;
}

/* Is this the name of a group whose owner is dead? */
static bool orphaned(const char *name)
{
	unsigned long long start;
	int pid;

	return sscanf(name, PREFIX "%d-%llu", &pid, &start) == 2 && start_time(pid) != start;
}

int cgroup_janitor(const struct cgroup_host *host)
{
	int removed = 0;

	for (int i = 0; i < CGROUP_PARTS; i++) {
		char *const roots[] = { (char *)host->mount[i], NULL };
		FTS *walk = host->mount[i][0] ? fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR, NULL)
					      : NULL;
		FTSENT *entry;

		while (walk && (entry = fts_read(walk)))
			if (entry->fts_info == FTS_D && orphaned(entry->fts_name)) {
				cgroup_clear(entry->fts_accpath);
				removed += !rmdir(entry->fts_accpath);
			}
		if (walk)
			fts_close(walk);
	}
	return removed;
}
