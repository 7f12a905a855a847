// SPDX-License-Identifier: MIT
/*
 * landlock - which files: the system's to read and run, the run's own folder to write, nothing else.
 * Of /proc only the machine's figures and the program's own, since what else is in there is other
 * people's memory, environment and descriptors. The program's are those of the process that is started: a
 * child of it has a folder of its own, which no rule can name beforehand.
 * With ABI 4 no TCP; with ABI 6 no abstract sockets and no signals to anybody outside.
 *
 * Every right that the kernel knows is handled: one that is not is allowed everywhere. Rules are
 * tied to the files that the supervisor opened, not to names, and it opens its own folder by the
 * descriptor it made it with: no link that somebody planted moves a grant.
 *
 * What no ABI mediates: stat, chmod, utime, chdir, readlink by path, UDP, the limits and priorities
 * of others, anything opened before. That is for seccomp and fds. What an older ABI lacks, the
 * report says, and --landlock-abi refuses.
 */
#include "sandbox/layer.h"

#include "lib/fd.h"
#include "sandbox/deed.h"
#include "sandbox/grants.h"
#include "sandbox/proc.h"
#include "sandbox/stack.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <unistd.h>

enum {
	FILES = LL_READ_FILE | LL_WRITE_FILE | LL_EXECUTE | LL_TRUNCATE | LL_IOCTL_DEV,
	NEWEST = 7,
};

static int abi(void)
{
	return (int)syscall(SYS_landlock_create_ruleset, NULL, 0, LL_VERSION);
}

/* Every right that this ABI knows. */
static struct ll_ruleset handled(int version)
{
	struct ll_ruleset r = { .fs = LL_REFER - 1 };

	r.fs |= version >= 2 ? LL_REFER : 0;
	r.fs |= version >= 3 ? LL_TRUNCATE : 0;
	r.fs |= version >= 5 ? LL_IOCTL_DEV : 0;
	r.net = version >= 4 ? LL_BIND_TCP | LL_CONNECT_TCP : 0;
	r.scoped = version >= 6 ? LL_SCOPE_ABSTRACT | LL_SCOPE_SIGNAL : 0;
	return r;
}

/* Rules that forbid one thing: the child that tries it does nothing more. */
static int try_rules(struct err *e)
{
	struct ll_ruleset rules = { .fs = LL_MAKE_SYM };
	int fd = (int)syscall(SYS_landlock_create_ruleset, &rules, sizeof(rules.fs), 0);

	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	if (fd < 0)
		return err_set(e, errno, "landlock_create_ruleset(2)");
	if (syscall(SYS_landlock_restrict_self, fd, 0) < 0)
		return err_set(e, errno, "landlock_restrict_self(2)");
	return 0;
}

static int probe(struct err *e)
{
	int version = abi();

	if (version < 1)
		return err_set(e, errno, "landlock_create_ruleset(2)");
	if (deed_try(try_rules, e) < 0)
		return -e->code;
	err_set(e, 0, "ABI %d", version); /* to know, not a fault */
	return 0;
}

/* Allow `rights` at and below what `fd` is opened on. */
static int grant(struct box *b, int fd, uint64_t rights)
{
	struct ll_path_beneath rule = { .allowed = rights, .parent = fd };
	struct stat st;

	if (rights & ~(uint64_t)FILES) { /* there is something that only a folder can be given */
		if (fstat(fd, &st) < 0)
			return -errno;
		if (!S_ISDIR(st.st_mode))
			rule.allowed &= FILES;
	}
	rule.allowed &= handled(b->res->landlock).fs;
	return syscall(SYS_landlock_add_rule, b->landlock.ruleset, LL_PATH_BENEATH, &rule, 0) < 0 ?
		       -errno : 0;
}

/* What the kernel has freed in between is another file: so hold it, as long as the program lives. */
static int grant_held(struct box *b, int fd, uint64_t rights)
{
	struct statfs fs;

	if (fstatfs(fd, &fs) == 0 && (fs.f_type == PROC_SUPER_MAGIC || fs.f_type == SYSFS_MAGIC) &&
	    b->landlock.holds < LANDLOCK_HOLDS) {
		int copy = fcntl(fd, F_DUPFD_CLOEXEC, 3);

		if (copy >= 0)
			b->landlock.hold[b->landlock.holds++] = copy;
	}
	return grant(b, fd, rights);
}

/* Its own figures in /proc: each process has a folder there, and only now is it known which is ours. */
static void grant_own(struct box *b)
{
	for (const char *const *name = grants_own; *name; name++) {
		char path[48];
		int fd;

		stpcpy(stpcpy(path, "/proc/self/"), *name);
		fd = open(path, O_PATH | O_CLOEXEC);
		if (fd >= 0)
			grant(b, fd, LL_READ_FILE); /* refused, it is as if it were not there */
	}
}

/*
 * The same files, held from outside: the child's descriptors are closed by now, or will be. By the reaper
 * alone: the guard is asked too, shares this list, and its numbers are other descriptors of the reaper's.
 */
static void hold_own(struct box *b)
{
	if (getpid() != b->self)
		return;
	for (const char *const *name = grants_own; *name && b->landlock.holds < LANDLOCK_HOLDS; name++) {
		char path[64];
		int fd;

		proc_name(path, b->pid, *name);
		fd = open(path, O_PATH | O_CLOEXEC);
		if (fd >= 0)
			b->landlock.hold[b->landlock.holds++] = fd;
	}
}

static int prepare(struct box *b, struct err *e)
{
	int version = abi();
	struct ll_ruleset rules = handled(version);

	b->landlock.ruleset = -1;
	if (version < 1)
		return err_set(e, errno, "landlock_create_ruleset(2)");
	if (version < (int)b->opt->landlock_abi)
		return err_set(e, ENOTSUP, "this kernel has ABI %d, %u is demanded", version,
			       b->opt->landlock_abi);
	b->res->landlock = version < NEWEST ? version : NEWEST;
	b->landlock.ruleset = (int)syscall(SYS_landlock_create_ruleset, &rules,
					   version >= 6 ? sizeof(rules) :
					   version >= 4 ? 2 * sizeof(rules.fs) : sizeof(rules.fs),
					   0);
	if (b->landlock.ruleset < 0)
		return err_set(e, errno, "landlock_create_ruleset(2)");
	return grants_each(b, grant_held, e);
}

/*
 * From outside the kernel shows no domain, so the child itself asks the question: may it still open
 * the root folder, which no rule grants? Its answer can be believed, no code of the program's ran.
 */
static int inside(struct box *b, struct err *e)
{
	int fd;

	grant_own(b);
	if (syscall(SYS_landlock_restrict_self, b->landlock.ruleset, 0) < 0)
		return err_set(e, errno, "landlock_restrict_self(2)");
	fd = open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd >= 0 || errno != EACCES)
		return err_set(e, EPERM, "the root folder can still be opened");
	close(b->landlock.ruleset);
	return 0;
}

static int seal(struct box *b, struct err *e)
{
	(void)e;
	hold_own(b);
	return 0;
}

static void undo(struct box *b)
{
	fd_close(&b->landlock.ruleset);
	while (b->landlock.holds > 0)
		fd_close(&b->landlock.hold[--b->landlock.holds]);
}

const struct layer layer_landlock = {
	.name = "landlock",
	.blurb = "system files to read, its own folder to write, no /proc, no TCP, no signals out",
	.requires = (const char *const[]){ "nnp", "tmp", NULL },
	.probe = probe,
	.prepare = prepare,
	.inside = inside,
	.seal = seal,
	.undo = undo,
};
