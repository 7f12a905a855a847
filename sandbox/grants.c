// SPDX-License-Identifier: MIT
#include "sandbox/grants.h"

#include "lib/fd.h"
#include "sandbox/stack.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/vfs.h>
#include <unistd.h>

/* What programs of any language read or open. A path that is not there needs no rule. */
static const struct {
	const char *path;
	uint64_t rights;
} system_paths[] = {
	{ "/usr", READ },                    /* programs, libraries, interpreters, fonts  */
	{ "/lib", READ },                    /* ... where they are not links into /usr    */
	{ "/lib64", READ },
	{ "/bin", READ },
	{ "/sbin", READ },
	{ "/var/lib/ghc", LL_READ_FILE | LL_READ_DIR }, /* Debian: the compiler's list of packages */
	{ "/etc", LL_READ_FILE | LL_READ_DIR }, /* ld.so.cache, passwd, localtime, fonts  */
	{ "/dev/null", DEVICE },
	{ "/dev/zero", DEVICE },
	{ "/dev/full", DEVICE },
	{ "/dev/random", LL_READ_FILE },
	{ "/dev/urandom", LL_READ_FILE },
	{ "/sys/devices/system/cpu", LL_READ_FILE | LL_READ_DIR }, /* how many processors  */
	/* The machine's figures, the same for all who ask, and without a process's name in them. */
	{ "/proc/cpuinfo", LL_READ_FILE },   /* Java, Go, OpenBLAS: what the processor can do   */
	{ "/proc/stat", LL_READ_FILE },      /* libc before 2.35: how many processors there are */
	{ "/proc/meminfo", LL_READ_FILE },   /* collectors: how much memory                     */
	{ "/proc/loadavg", LL_READ_FILE },   /* make -l, nproc's like: sysinfo(2) says it too   */
	{ "/proc/filesystems", LL_READ_FILE }, /* libselinux, which ls and cp start with        */
	{ "/proc/sys/kernel/osrelease", LL_READ_FILE },
	{ "/proc/sys/vm/overcommit_memory", LL_READ_FILE }, /* jemalloc, Go, Redis             */
	{ "/proc/sys/vm/max_map_count", LL_READ_FILE },     /* JVMs                            */
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

int grants_each(struct box *b, take_grant *take, struct err *e)
{
	struct err ignored;
	int r = check_nested(b, e);

	if (r < 0)
		return r;
	for (size_t i = 0; i < sizeof(system_paths) / sizeof(*system_paths); i++)
		path(b, system_paths[i].path, system_paths[i].rights, take, &ignored);
	if (stack_has(b->res->layers, &layer_preload))
		path(b, strchr(b->preload.variable, '/'), READ, take, &ignored);
	if (strchr(b->opt->argv[0], '/'))
		path(b, b->opt->argv[0], READ, take, &ignored);
	if (list(b, b->opt->readable, READ, take, e) < 0 ||
	    list(b, b->opt->writable, OWN, take, e) < 0)
		return -e->code;
	r = b->tmp.dir < 0 ? 0 : take(b, b->tmp.dir, OWN);
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
