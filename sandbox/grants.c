// SPDX-License-Identifier: MIT
#include "sandbox/grants.h"

#include "lib/fd.h"
#include "sandbox/stack.h"

#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <glob.h>
#include <linux/magic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/vfs.h>
#include <unistd.h>

enum {
	RUN_GRANT = READ,
	READ_GRANT = LL_READ_FILE | LL_READ_DIR,
	FILE_GRANT = LL_READ_FILE,
	DEVICE_GRANT = DEVICE,
};

/* What programs of any language read or open, and why: grants.table. */
static const struct {
	const char *path;
	uint64_t rights;
} system_paths[] = {
#include "grants_table.h"
};

/*
 * What a process may read of itself in /proc: nothing of another one is in it. Each costs a launch a
 * few microseconds, so that there are only those without which known programs do not run.
 */
const char *const grants_own[] = {
	"maps",    /* pthread_getattr_np(3), where is my stack? Ruby, OCaml, Rust, the JVM, collectors */
	"status",  /* psutil, resource trackers: how much memory have I                                */
	"stat", "statm",
	"cmdline", /* how was I called? GHC, Mono, Julia                                               */
	"cgroup",  /* the JVM: how much may the container                                              */
	NULL
};

typedef int take_grant(struct box *, int fd, uint64_t rights);

static int path(struct box *b, const char *name, uint64_t rights, take_grant *take, struct err *e)
{
	int fd _cleanup_fd_ = open(name, O_PATH | O_CLOEXEC);
	int r = fd < 0 ? -errno : take(b, fd, rights);

	return r < 0 ? err_set(e, -r, "%s", name) : 0;
}

/* One of the system's: where its name has a star, all that are like it. */
static void each_like(struct box *b, const char *name, uint64_t rights, take_grant *take)
{
	struct err ignored;
	glob_t g;

	if (!strchr(name, '*')) {
		path(b, name, rights, take, &ignored);
		return;
	}
	if (glob(name, GLOB_NOSORT, NULL, &g) == 0) {
		for (size_t i = 0; i < g.gl_pathc; i++)
			path(b, g.gl_pathv[i], rights, take, &ignored);
		globfree(&g);
	}
}

/* The caller names these, so a missing one is its mistake. */
static int list(struct box *b, const char *const *names, uint64_t rights, take_grant *take,
		struct err *e)
{
	for (; *names; names++)
		if (path(b, *names, rights, take, e) < 0)
			return -e->code;
	return 0;
}

/*
 * A folder that may be written gives that to all below it, in Landlock and so here. What is to be read only
 * and lies in such a one would be writable without a word: that is no launch. The other way round, a
 * folder that may be written in one that may be read, is what it says.
 */
static int check_nested(const struct box *b, struct err *e)
{
	for (const char *const *r = b->opt->readable; *r; r++) {
		int fd _cleanup_fd_ = open(*r, O_PATH | O_CLOEXEC);
		char where[PATH_MAX], in[PATH_MAX];

		for (const char *const *w = b->opt->writable; *w; w++) {
			int folder _cleanup_fd_ = open(*w, O_PATH | O_CLOEXEC);

			if (fd >= 0 && folder >= 0 && fd_place(fd, where) > 0 && fd_place(folder, in) > 0 &&
			    path_below(where, in))
				return err_set(e, EINVAL, "--ro %s lies in --rw %s, and would be writable", *r, *w);
		}
	}
	return 0;
}

static bool is_below(const char *const *names, const char *path)
{
	char real[PATH_MAX];

	for (; *names; names++)
		if (realpath(*names, real) && path_below(path, real))
			return true;
	return false;
}

static bool is_named(const struct box_options *o, const char *path)
{
	return is_below(o->readable, path) || is_below(o->writable, path) || is_below(o->runnable, path);
}

/* What the system's table says of it. */
static uint64_t system_rights(const char *path)
{
	for (size_t i = 0; i < sizeof(system_paths) / sizeof(*system_paths); i++)
		if (!fnmatch(system_paths[i].path, path, FNM_PATHNAME | FNM_LEADING_DIR))
			return system_paths[i].rights;
	return 0;
}

bool grants_system(const char *path)
{
	return system_rights(path) != 0;
}

/* The next one of --only into path: its rights; *end: where one reads on. */
static uint64_t next_only(const char *at, const char **end, char path[PATH_MAX])
{
	size_t n = strcspn(at, ","), length = n;
	bool run = n > 4 && !memcmp(at + n - 4, ":run", 4);
	uint64_t rights;

	length -= run ? 4 : 0;
	snprintf(path, PATH_MAX, "%.*s", (int)length, at);
	*end = at + n + (at[n] == ',');
	rights = system_rights(path);
	return run ? rights : rights & ~(uint64_t)LL_EXECUTE;
}

static int each_only(struct box *b, take_grant *take, struct err *e)
{
	struct err ignored;
	char name[PATH_MAX];

	for (const char *at = b->opt->only, *end; *at; at = end) {
		uint64_t rights = next_only(at, &end, name);

		if (!rights)
			return err_set(e, EINVAL, "--only: '%s' is none of the system's files", name);
		path(b, name, rights, take, &ignored);
	}
	return 0;
}

bool grants_name(const struct box_options *o, const char *path, bool write)
{
	char name[PATH_MAX];

	if (!write && !o->only && system_rights(path))
		return true;
	for (const char *at = o->only, *end; !write && at && *at; at = end)
		if (next_only(at, &end, name) && path_below(path, name))
			return true;
	return (!write && is_named(o, path)) || is_below(o->writable, path) ||
	       (!write && o->argv && !strcmp(o->argv[0], path));
}

int grants_each(struct box *b, take_grant *take, struct err *e)
{
	uint64_t no = stack_has(b->res->layers, &layer_noexec) ? LL_EXECUTE : 0;
	struct err ignored;
	int r = check_nested(b, e);

	if (r < 0)
		return r;
	if (b->opt->only && each_only(b, take, e) < 0)
		return -e->code;
	for (size_t i = 0; !b->opt->only && i < sizeof(system_paths) / sizeof(*system_paths); i++)
		each_like(b, system_paths[i].path, system_paths[i].rights, take);
	if (stack_has(b->res->layers, &layer_preload))
		path(b, strchr(b->preload.variable, '/'), READ, take, &ignored);
	if (strchr(b->opt->argv[0], '/'))
		path(b, b->opt->argv[0], READ, take, &ignored);
	if (list(b, b->opt->readable, READ & ~no, take, e) < 0 ||
	    list(b, b->opt->writable, OWN & ~no, take, e) < 0 || list(b, b->opt->runnable, READ, take, e) < 0)
		return -e->code;
	r = b->tmp.dir < 0 ? 0 : take(b, b->tmp.dir, OWN & ~no);
	return r < 0 ? err_set(e, -r, "%s", b->tmp.path) : 0;
}

static int keep(struct box *b, int fd, uint64_t rights)
{
	struct grant *g = &b->mediate.grant[b->mediate.grants];
	char where[PATH_MAX];
	ssize_t n = fd_place(fd, where);

	if (n < 0)
		return (int)n;
	if (b->mediate.grants == BOX_GRANTS)
		return -E2BIG;
	/* "/" is below nothing but itself when it is written with its slash. */
	*g = (struct grant){ strdup(n == 1 ? "" : where), n == 1 ? 0 : (size_t)n, rights };
	if (!g->path)
		return -ENOMEM;
	b->mediate.grants++;
	return 0;
}

int grants_keep(struct box *b, struct err *e)
{
	return grants_each(b, keep, e);
}

void grants_forget(struct box *b)
{
	while (b->mediate.grants > 0)
		free(b->mediate.grant[--b->mediate.grants].path);
}

uint64_t grants_of(const struct box *b, int fd)
{
	char where[PATH_MAX];
	struct statfs fs;
	uint64_t rights = 0;

	if (fstatfs(fd, &fs) < 0)
		return 0;
	if (fs.f_type == PIPEFS_MAGIC)
		return LL_READ_FILE | LL_WRITE_FILE;
	if (fd_place(fd, where) < 0)
		return 0;
	for (const struct grant *g = b->mediate.grant; g < b->mediate.grant + b->mediate.grants; g++)
		if (fs.f_type == PROC_SUPER_MAGIC)
			rights |= !strcmp(where, g->path) && g->rights == LL_READ_FILE ? g->rights : 0;
		else if (!strncmp(where, g->path, g->length) &&
		    (!where[g->length] || where[g->length] == '/'))
			rights |= g->rights;
	return rights;
}

/* Does what is held lie where the program may write? */
bool grants_writable(const struct box *b, int fd)
{
	char real[PATH_MAX];

	if (fd_place(fd, real) < 0)
		return false;
	if (path_below(real, b->tmp.path))
		return true;
	for (const char *const *w = b->opt->writable; *w; w++)
		if (path_below(real, *w))
			return true;
	return false;
}
