// SPDX-License-Identifier: MIT
/*
 * cgroup_probe.c - may this process, and so its children, go into a group below a folder? Only
 * the deed says so: the kernel asks who owns the folder above both, where one comes from and
 * where one goes.
 */
#include "sandbox/cgroup_probe.h"

#include "lib/fd.h"
#include "sandbox/cgroup2.h"
#include "sandbox/deed.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

int cgroup2_enter(int procs, const char *path, struct err *e)
{
	if (write(procs, "0", 1) == 1)
		return 0;
	if (errno == EACCES || errno == EPERM)
		return err_set(e, errno,
			       "from another tree no process goes to %s: mkdir %s/sandbox; as its "
			       "owner or "
			       "root: echo $$ >%s/sandbox/cgroup.procs",
			       path, path, path);
	return err_set(e, errno, "%s", path);
}

/* What a probe tries, in a child: no more than a name and a descriptor can be handed to that. */
static struct {
	const char *path;
	int procs;
} tried;

static int try_to_enter(struct err *e)
{
	return cgroup2_enter(tried.procs, tried.path, e);
}

int cgroup2_probe(const char *path, struct err *e)
{
	const struct cgroup2_limits some = { 64 << 20, 32, BOX_NONE };
	int dir _cleanup_fd_ = cgroup2_open(path, e), group _cleanup_fd_ = -1, r;
	int procs _cleanup_fd_ = -1;
	char name[CGROUP_NAME];

	if (dir < 0 || cgroup2_hands_on(dir, path, false, e) < 0)
		return -e->code;
	group = cgroup2_new(dir, path, name, e);
	if (group < 0)
		return group;
	r = cgroup2_limit(group, &some, e);
	procs = openat(group, "cgroup.procs", O_WRONLY | O_CLOEXEC);
	tried.path = path;
	tried.procs = procs;
	if (r == 0)
		r = deed_try(try_to_enter, e);
	cgroup2_end(dir, name, group);
	return r;
}
