// SPDX-License-Identifier: MIT
/*
 * namespaces - which can be made, as we are and inside a user namespace of our own, and can its ids
 * be mapped? All of it is in a child and ends with it.
 */
#include "probe/groups.h"
#include "probe/namespaces.h"

#include "lib/fd.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/sched.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef CLONE_NEWTIME
#define CLONE_NEWTIME 0x80
#endif

static int put(const char *name, const char *text)
{
	int r = fd_put(AT_FDCWD, name, text);

	errno = -r;
	return r < 0 ? -1 : 0;
}

/* Our ids become `to` in the user namespace that this process has just made. */
static int map_ids(char which, unsigned id, unsigned to)
{
	char name[32], text[32];

	snprintf(name, sizeof(name), "/proc/self/%cid_map", which);
	snprintf(text, sizeof(text), "%u %u 1", to, id);
	return put(name, text);
}

int own_mounts(int user)
{
	unsigned uid = geteuid(), gid = getegid();

	if (unshare(user | CLONE_NEWNS))
		return -1;
	if (user &&
	    (put("/proc/self/setgroups", "deny") || map_ids('u', uid, 0) || map_ids('g', gid, 0)))
		return -1;
	return mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL);
}

int own_tmpfs(const char *path)
{
	return mount("ordeal-probe", path, "tmpfs", MS_NOSUID | MS_NODEV, "size=1m,mode=1777");
}

#define ASK_UNSHARE(function, flag)                                                                \
	static void function(struct answer *a)                                                     \
	{                                                                                          \
		DO(a, "unshare(" #flag ")", unshare(flag));                                        \
	}

ASK_UNSHARE(ask_user, CLONE_NEWUSER)
ASK_UNSHARE(ask_mount, CLONE_NEWNS)
ASK_UNSHARE(ask_pid, CLONE_NEWPID)
ASK_UNSHARE(ask_net, CLONE_NEWNET)
ASK_UNSHARE(ask_ipc, CLONE_NEWIPC)
ASK_UNSHARE(ask_uts, CLONE_NEWUTS)
ASK_UNSHARE(ask_cgroup, CLONE_NEWCGROUP)
ASK_UNSHARE(ask_time, CLONE_NEWTIME)

static void ask_uid_map(struct answer *a)
{
	unsigned uid = geteuid();

	if (DO(a, "unshare(CLONE_NEWUSER)", unshare(CLONE_NEWUSER)))
		DO(a, "write /proc/self/uid_map", map_ids('u', uid, 0));
}

static void ask_gid_map(struct answer *a)
{
	unsigned gid = getegid();

	if (DO(a, "unshare(CLONE_NEWUSER)", unshare(CLONE_NEWUSER)) &&
	    DO(a, "write \"deny\" to /proc/self/setgroups", put("/proc/self/setgroups", "deny")))
		DO(a, "write /proc/self/gid_map", map_ids('g', gid, 0));
}

/* Each of the others, inside a user namespace of our own. */
static void ask_inside(struct answer *a)
{
	static const struct {
		const char *name;
		int flag;
	} all[] = {
		{ "mount", CLONE_NEWNS }, { "net", CLONE_NEWNET },	 { "ipc", CLONE_NEWIPC },
		{ "uts", CLONE_NEWUTS },  { "cgroup", CLONE_NEWCGROUP }, { "time", CLONE_NEWTIME },
		{ "pid", CLONE_NEWPID },
	};
	bool every = true;

	if (!DO(a, "unshare(CLONE_NEWUSER)", unshare(CLONE_NEWUSER)))
		return;
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		bool did = DO(a, "unshare(2) in a user namespace", unshare(all[i].flag));

		answer_item_error(a, all[i].name, a->error);
		every = every && did;
	}
	answer(a, every ? YES : NO);
}

static void ask_mounting(struct answer *a)
{
	if (DO(a, "mounts of our own, in a user namespace", own_mounts(CLONE_NEWUSER)))
		DO(a, "mount(\"tmpfs\")", own_tmpfs("/tmp"));
}

static void ask_proc(struct answer *a)
{
	int status = 0;
	pid_t pid;

	if (!DO(a, "mounts of our own, in a user namespace", own_mounts(CLONE_NEWUSER)) ||
	    !DO(a, "unshare(CLONE_NEWPID)", unshare(CLONE_NEWPID)) ||
	    !DO(a, "fork(2)", pid = fork()))
		return;
	if (pid == 0)
		_exit(mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL) ? errno
											     : 0);
	about_to(a, "mount(\"proc\") in it");
	waitpid(pid, &status, 0);
	errno = WEXITSTATUS(status);
	came_to(a, errno ? -1 : 0);
}

static long clone_into(unsigned long flags)
{
	long pid = syscall(SYS_clone, flags | SIGCHLD, NULL, NULL, NULL, 0);

	if (pid == 0)
		_exit(0);
	return pid;
}

static void ask_clone(struct answer *a)
{
	DO(a, "clone(CLONE_NEWUSER)", clone_into(CLONE_NEWUSER));
}

static void ask_clone3(struct answer *a)
{
	struct clone_args args = { .flags = CLONE_NEWUSER, .exit_signal = SIGCHLD };
	long pid;

	about_to(a, "clone3(CLONE_NEWUSER)");
	pid = syscall(SYS_clone3, &args, sizeof(args));
	if (pid == 0)
		_exit(0);
	came_to(a, pid);
}

static void ask_setns(struct answer *a)
{
	int fd;

	if (DO(a, "open /proc/self/ns/uts", fd = open("/proc/self/ns/uts", O_RDONLY | O_CLOEXEC)))
		DO(a, "setns(2) to its own", syscall(SYS_setns, fd, 0));
}

static void ask_chroot(struct answer *a)
{
	DO(a, "chroot(\"/\")", chroot("/"));
}

static void ask_limit(struct answer *a)
{
	answer_file(a, "/proc/sys/user/max_user_namespaces");
}

static const struct question questions[] = {
	{ "user", ask_user, .what = "a user namespace" },
	{ "clone_user", ask_clone, .what = "... by clone(2)" },
	{ "clone3_user", ask_clone3, .what = "... by clone3(2)" },
	{ "uid_map", ask_uid_map, .what = "... whose user ids can be mapped" },
	{ "gid_map", ask_gid_map, .what = "... and group ids" },
	{ "inside", ask_inside, .what = "every other kind within it" },
	{ "mount_tmpfs", ask_mounting, .what = "a tmpfs of our own" },
	{ "mount_proc", ask_proc, .what = "a /proc of our own" },
	{ "mount", ask_mount, .what = "a mount namespace, as we are" },
	{ "pid", ask_pid, .what = "a pid namespace, as we are" },
	{ "net", ask_net, .what = "a network namespace, as we are" },
	{ "ipc", ask_ipc, .what = "an ipc namespace, as we are" },
	{ "uts", ask_uts, .what = "a uts namespace, as we are" },
	{ "cgroup", ask_cgroup, .what = "a cgroup namespace, as we are" },
	{ "time", ask_time, .what = "a time namespace, as we are" },
	{ "setns", ask_setns, .what = "entering a namespace" },
	{ "chroot", ask_chroot, .what = "another root folder" },
	{ "max_user", ask_limit, .what = "how many user namespaces" },
	{ .name = NULL },
};

const struct group group_namespaces = { "namespaces", "Namespaces", questions };
