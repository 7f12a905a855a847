// SPDX-License-Identifier: MIT
/*
 * Both versions of cgroups on a tree of plain files: what is found, what is written where, what is
 * read back, what the janitor removes. Version 2 is not what every machine has to test with.
 */
#include "harness/arena/cgroup.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/fd.h"

static char root[] = "/tmp/ordeal-cgroup-XXXXXX";

static void put(const char *path, const char *text)
{
	char full[512];
	FILE *f;

	snprintf(full, sizeof(full), "%s%s", root, path);
	for (char *slash = strchr(full + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		mkdir(full, 0755);
		*slash = '/';
	}
	f = fopen(full, "w");
	assert_non_null(f);
	fputs(text, f);
	fclose(f);
}

static void assert_file(const char *path, const char *want)
{
	char full[512], text[256];

	snprintf(full, sizeof(full), "%s%s", root, path);
	assert_true(fd_slurp(AT_FDCWD, full, text, sizeof(text)) >= 0);
	assert_string_equal(text, want);
}

static int remove_one(const char *path, const struct stat *s, int flag, struct FTW *f)
{
	(void)s, (void)flag, (void)f;
	return remove(path);
}

static int fresh_tree(void **state)
{
	(void)state;
	strcpy(root + strlen(root) - 6, "XXXXXX");
	return mkdtemp(root) ? 0 : -1;
}

static int drop_tree(void **state)
{
	(void)state;
	return nftw(root, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

#define MOUNT(type, where, options) \
	"30 20 0:26 / " where " rw,relatime shared:9 - " type " cgroup rw," options "\n"

static const struct cgroup_limits limits = { 300, 1 << 30 };

static void version_1(void **state)
{
	struct cgroup_host h;
	struct cgroup_usage u;
	struct cgroup cg;
	struct err e = { 0 };

	(void)state;
	put("/proc/self/cgroup", "8:pids:/\n4:memory:/pod/a\n2:cpuacct,cpu:/\n0::/\n");
	put("/proc/self/mountinfo", MOUNT("cgroup", "/cg/pids", "pids")
		MOUNT("cgroup", "/cg/memory", "memory") MOUNT("cgroup", "/cg/cpu", "cpuacct,cpu"));
	put("/cg/pids/t/pids.max", "max\n");
	put("/cg/pids/t/cgroup.procs", "");
	put("/cg/pids/t/pids.current", "7\n");
	put("/cg/pids/t/pids.peak", "223\n");
	put("/cg/memory/pod/a/t/memory.limit_in_bytes", "");
	put("/cg/memory/pod/a/t/cgroup.procs", "");
	put("/cg/memory/pod/a/t/memory.stat",
	    "cache 9\nrss 5\nactive_file 1\ntotal_cache 50200\ntotal_rss 1000\ntotal_shmem 200\n"
	    "total_inactive_file 20000\ntotal_active_file 30000\n");
	put("/cg/memory/pod/a/t/memory.usage_in_bytes", "51230\n");
	put("/cg/memory/pod/a/t/memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 2\n");
	put("/cg/cpu/t/cpuacct.usage", "5000000\n");
	put("/cg/cpu/t/cgroup.procs", "");
	cgroup_detect(&h, root);
	assert_int_equal(h.version, 1);
	assert_int_equal(cgroup_create(&h, "t", &limits, &cg, &e), 0);
	assert_file("/cg/pids/t/pids.max", "300\n");
	assert_file("/cg/memory/pod/a/t/memory.limit_in_bytes", "1073741824");
	assert_int_equal(cgroup_enter(&cg, 4711, &e), 0);
	assert_file("/cg/pids/t/cgroup.procs", "4711");
	assert_file("/cg/memory/pod/a/t/cgroup.procs", "4711");
	assert_file("/cg/cpu/t/cgroup.procs", "4711");
	cgroup_read(&cg, &u);
	assert_int_equal(u.tasks, 7);
	assert_int_equal(u.tasks_peak, 223);
	assert_int_equal(u.memory, 1230); /* the page cache is nobody's fault */
	assert_int_equal(u.cpu_usec, 5000);
	assert_int_equal(u.starved, 2);
	assert_false(cgroup_has_freezer(&h)); /* there is no version 2 beside it */
	assert_false(cgroup_still(&cg, true));
	for (int i = 0; i < CGROUP_PARTS; i++)
		fd_close(&cg.dir[i]);
}

static void version_2(void **state)
{
	struct cgroup_host h;
	struct cgroup_usage u;
	struct cgroup cg;
	struct err e = { 0 };

	(void)state;
	put("/proc/self/cgroup", "0::/user.slice\n");
	put("/proc/self/mountinfo", MOUNT("cgroup2", "/cg", "nsdelegate"));
	put("/cg/cgroup.subtree_control", "");
	put("/cg/user.slice/cgroup.procs", "");
	put("/cg/t/pids.max", "max\n");
	put("/cg/t/memory.max", "max\n");
	put("/cg/t/cgroup.procs", "");
	put("/cg/t/pids.current", "3\n");
	put("/cg/t/memory.stat", "anon 1000\nfile 50200\nkernel 30\nshmem 200\n"
	    "inactive_file 20000\nactive_file 30000\n");
	put("/cg/t/memory.events", "low 0\nmax 9\noom 4\noom_kill 3\noom_group_kill 0\n");
	put("/cg/t/memory.current", "51230\n");
	put("/cg/t/cpu.stat", "usage_usec 4000\nuser_usec 1\n");
	cgroup_detect(&h, root);
	assert_int_equal(h.version, 2); /* our own group hands nothing on: the root is taken */
	assert_file("/cg/cgroup.subtree_control", "+pids +memory");
	assert_int_equal(cgroup_create(&h, "t", &limits, &cg, &e), 0);
	assert_file("/cg/t/memory.max", "1073741824");
	assert_int_equal(cgroup_enter(&cg, 4711, &e), 0);
	assert_file("/cg/t/cgroup.procs", "4711");
	cgroup_read(&cg, &u);
	assert_int_equal(u.tasks, 3);
	assert_int_equal(u.tasks_peak, -1); /* an older kernel: sampling has to do */
	assert_int_equal(u.memory, 1230);
	assert_int_equal(u.cpu_usec, 4000);
	assert_int_equal(u.starved, 3);
	assert_true(cgroup_has_freezer(&h));
	put("/cg/t/cgroup.freeze", "");
	put("/cg/t/cgroup.events", "populated 1\nfrozen 1\n");
	assert_true(cgroup_still(&cg, true));
	assert_file("/cg/t/cgroup.freeze", "1");
	put("/cg/t/cgroup.events", "populated 1\nfrozen 0\n");
	assert_true(cgroup_still(&cg, false));
	assert_file("/cg/t/cgroup.freeze", "0");
	for (int i = 0; i < CGROUP_PARTS; i++)
		fd_close(&cg.dir[i]);
}

/* As a user under systemd: the group with our processes in it cannot, the one above it can. */
static void version_2_takes_the_nearest(void **state)
{
	struct cgroup_host h;
	char want[512];

	(void)state;
	put("/proc/self/cgroup", "0::/user.slice/app/run\n");
	put("/proc/self/mountinfo", MOUNT("cgroup2", "/cg", "nsdelegate"));
	put("/cg/cgroup.subtree_control", "");
	put("/cg/user.slice/app/cgroup.subtree_control", "");
	put("/cg/user.slice/app/run/cgroup.procs", "");
	cgroup_detect(&h, root);
	assert_int_equal(h.version, 2);
	snprintf(want, sizeof(want), "%s/cg/user.slice/app", root);
	for (int i = 0; i < CGROUP_PARTS; i++)
		assert_string_equal(h.parent[i], want);
	assert_file("/cg/cgroup.subtree_control", ""); /* what is not needed is left alone */
}

/* Our group is outside of our cgroup namespace: its path leads nowhere, the mount's root counts. */
static void version_2_from_outside(void **state)
{
	struct cgroup_host h;
	char want[512];

	(void)state;
	put("/proc/self/cgroup", "0::/../elsewhere\n");
	put("/proc/self/mountinfo", MOUNT("cgroup2", "/fs/cg", "nsdelegate"));
	put("/fs/cg/cgroup.subtree_control", "");
	cgroup_detect(&h, root);
	assert_int_equal(h.version, 2);
	snprintf(want, sizeof(want), "%s/fs/cg", root);
	assert_string_equal(h.parent[0], want);
}

/* In a container whose root group has processes the kernel refuses: a fact, with its reason. */
static void version_2_hands_nothing_on(void **state)
{
	struct cgroup_host h;

	(void)state;
	put("/proc/self/cgroup", "0::/\n");
	put("/proc/self/mountinfo", MOUNT("cgroup2", "/cg", "nsdelegate"));
	put("/cg/cgroup.procs", "");
	cgroup_detect(&h, root);
	assert_int_equal(h.version, 0);
	assert_true(strlen(h.why) > 0);
}

static void none_is_a_fact(void **state)
{
	struct cgroup_usage u;
	struct cgroup_host h;
	struct cgroup cg;
	struct err e = { 0 };

	(void)state;
	cgroup_detect(&h, root);
	assert_int_equal(h.version, 0);
	assert_true(strlen(h.why) > 0);
	assert_int_equal(cgroup_create(&h, "t", &limits, &cg, &e), 0);
	cgroup_read(&cg, &u);
	assert_int_equal(u.memory, -1);
	assert_int_equal(cgroup_remove(&cg), 0);
}

static void a_failure_leaves_nothing(void **state)
{
	struct cgroup_host h;
	struct cgroup cg;
	struct err e = { 0 };
	char path[512];

	(void)state;
	put("/proc/self/cgroup", "0::/\n");
	put("/proc/self/mountinfo", MOUNT("cgroup2", "/cg", "rw"));
	put("/cg/cgroup.subtree_control", "");
	cgroup_detect(&h, root);
	assert_int_equal(h.version, 2);
	assert_true(cgroup_create(&h, "t", &limits, &cg, &e) < 0); /* no pids.max in there */
	assert_non_null(strstr(e.text, "pids.max"));
	snprintf(path, sizeof(path), "%s/cg/t", root);
	assert_int_equal(access(path, F_OK), -1);
}

static void the_janitor_knows_the_dead(void **state)
{
	struct cgroup_host h;
	char mine[64], path[600];

	(void)state;
	put("/proc/self/cgroup", "0::/\n");
	put("/proc/self/mountinfo", MOUNT("cgroup2", "/cg", "rw"));
	put("/cg/cgroup.subtree_control", "");
	cgroup_name(mine, sizeof(mine), getpid());
	snprintf(path, sizeof(path), "%s/cg/%s", root, mine);
	mkdir(path, 0755);
	snprintf(path, sizeof(path), "%s/cg/ordeal-%d-1", root, getpid()); /* a reused pid */
	mkdir(path, 0755);
	snprintf(path, sizeof(path), "%s/cg/somebody-else", root);
	mkdir(path, 0755);
	cgroup_detect(&h, root);
	assert_int_equal(cgroup_janitor(&h), 1);
	snprintf(path, sizeof(path), "%s/cg/%s", root, mine);
	assert_int_equal(access(path, F_OK), 0);
	snprintf(path, sizeof(path), "%s/cg/somebody-else", root);
	assert_int_equal(access(path, F_OK), 0);
}

#define ON_TREE(f) cmocka_unit_test_setup_teardown(f, fresh_tree, drop_tree)

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_TREE(version_1),
		ON_TREE(version_2),
		ON_TREE(version_2_takes_the_nearest),
		ON_TREE(version_2_from_outside),
		ON_TREE(version_2_hands_nothing_on),
		ON_TREE(none_is_a_fact),
		ON_TREE(a_failure_leaves_nothing),
		ON_TREE(the_janitor_knows_the_dead),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
