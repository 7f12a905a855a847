// SPDX-License-Identifier: MIT
/*
 * The files of cgroup version 2, on a tree of plain ones: what is asked for, what is written where,
 * what is read back, what is swept. The kernel's own are in tests/cli/cgroup.py, where a machine
 * has them.
 */
#include "sandbox/cgroup2.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/fd.h"

#include <cmocka.h>

#define NAME CGROUP_PREFIX "0123456789abcdef"

static char root[] = "/tmp/ordeal-groups-XXXXXX";
static int dir;

static void put(const char *name, const char *text)
{
	int fd = openat(dir, name, O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0600);

	assert_true(fd >= 0);
	assert_int_equal(fd_write_all(fd, text, strlen(text)), 0);
	close(fd);
}

static void assert_file(const char *name, const char *want)
{
	char text[256];

	assert_true(fd_slurp(dir, name, text, sizeof(text)) >= 0);
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
	if (!mkdtemp(root))
		return -1;
	dir = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return dir < 0;
}

static int drop_tree(void **state)
{
	(void)state;
	fd_close(&dir);
	return nftw(root, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

static void other_file_systems_are_refused(void **state)
{
	struct err e = { 0 };

	(void)state;
	assert_true(cgroup2_open(root, &e) < 0);
	assert_non_null(strstr(e.text, "version 2"));
	assert_true(cgroup2_open("/no/such/folder", &e) < 0);
	assert_int_equal(e.code, ENOENT);
}

static void what_was_not_handed_on_is_named(void **state)
{
	struct err e = { 0 };

	(void)state;
	put("cgroup.controllers", "cpuset cpu io pids hugetlb\n");
	put("cgroup.subtree_control", "");
	assert_true(cgroup2_hands_on(dir, "/g", false, &e) < 0);
	assert_non_null(strstr(e.text, "+memory"));
	assert_null(strstr(e.text, "+pids"));
	assert_non_null(strstr(e.text, "/g/../cgroup.subtree_control"));
	put("cgroup.controllers", "memory pids\n");
	assert_true(cgroup2_hands_on(dir, "/g", true, &e) < 0); /* cpuset is not cpu */
	assert_non_null(strstr(e.text, "+cpu"));
	assert_null(strstr(e.text, "+memory"));
}

static void what_is_missing_is_asked_for(void **state)
{
	struct err e = { 0 };

	(void)state;
	put("cgroup.controllers", "cpu memory pids\n");
	put("cgroup.subtree_control", "memory pids");
	assert_int_equal(cgroup2_hands_on(dir, root, false, &e), 0);
	assert_file("cgroup.subtree_control", "memory pids"); /* nothing was written */
	put("cgroup.subtree_control", "cpu");
	/* The kernel would answer "cpu memory pids"; a plain file keeps what was asked, and that is
	 * no yes. */
	assert_true(cgroup2_hands_on(dir, root, false, &e) < 0);
	assert_file("cgroup.subtree_control", "+memory +pids");
	assert_non_null(strstr(e.text, "echo '+memory +pids'"));
}

static void limits_are_written_and_read_back(void **state)
{
	static const char *const files[] = { "memory.max", "pids.max", "cpu.max",
					     "memory.oom.group" };
	struct cgroup2_limits l = { 64 << 20, 32, 50 };
	struct err e = { 0 };

	(void)state;
	assert_true(cgroup2_limit(dir, &l, &e) < 0); /* no such file: the controller is not there */
	assert_non_null(strstr(e.text, "memory.max"));
	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++)
		put(files[i], "");
	assert_int_equal(cgroup2_limit(dir, &l, &e), 0);
	assert_file("memory.max", "67108864");
	assert_file("pids.max", "32");
	assert_file("cpu.max", "50000 100000");
	assert_file("memory.oom.group", "1");
	assert_int_equal(cgroup2_has_limits(dir, &l, &e), 0);

	put("memory.max", "max\n");
	assert_int_equal(cgroup2_has_limits(dir, &l, &e), -EPERM);
	put("memory.max", "67104768\n"); /* whole pages */
	put("pids.max", "33\n");
	assert_int_equal(cgroup2_has_limits(dir, &l, &e), -EPERM);
	put("pids.max", "32\n");
	put("cpu.max", "max 100000\n");
	assert_int_equal(cgroup2_has_limits(dir, &l, &e), -EPERM);
	l.percent = BOX_NONE;
	assert_int_equal(cgroup2_has_limits(dir, &l, &e), 0);
	l = (struct cgroup2_limits){ BOX_NONE, BOX_NONE, BOX_NONE };
	put("memory.max", "");
	put("pids.max", "");
	assert_int_equal(cgroup2_limit(dir, &l, &e), 0);
	assert_file("memory.max", "max");
	assert_int_equal(cgroup2_has_limits(dir, &l, &e), 0);
}

static void figures_are_read(void **state)
{
	struct box_cgroup c;

	(void)state;
	cgroup2_read(dir, &c);
	assert_int_equal(c.memory_peak, -1);
	assert_int_equal(c.oom_kills, -1);
	put("memory.peak", "1234\n");
	put("pids.peak", "7\n");
	put("cpu.stat", "user_usec 5\nusage_usec 99\n");
	put("memory.events", "low 0\nmax 3\noom 2\noom_kill 1\noom_group_kill 0\n");
	put("pids.events", "max 4\n");
	cgroup2_read(dir, &c);
	assert_int_equal(c.memory_peak, 1234);
	assert_int_equal(c.tasks_peak, 7);
	assert_int_equal(c.cpu_us, 99);
	assert_int_equal(c.oom_kills, 1);
	assert_int_equal(c.tasks_refused, 4);
}

/* cgroup.kill where there is one; else the processes one by one. */
static void a_group_is_killed(void **state)
{
	char text[64];
	int status;
	pid_t pid;

	(void)state;
	put("cgroup.kill", "");
	cgroup2_kill(dir);
	assert_file("cgroup.kill", "1");
	assert_int_equal(unlinkat(dir, "cgroup.kill", 0), 0);
	pid = fork();
	if (pid == 0)
		for (;;)
			pause();
	snprintf(text, sizeof(text), "%d\n", pid);
	put("cgroup.procs", text);
	assert_true(cgroup2_holds(dir, pid));
	assert_false(cgroup2_holds(dir, getpid()));
	cgroup2_kill(dir);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status));
	put("cgroup.events", "populated 1\nfrozen 0\n");
	assert_false(cgroup2_is_empty(dir));
	put("cgroup.events", "populated 0\nfrozen 0\n");
	assert_true(cgroup2_is_empty(dir));
}

/* One that is held, or has another name, is left alone. */
static void the_dead_are_swept(void **state)
{
	struct err e = { 0 };
	int group = cgroup2_make(dir, root, NAME, &e);

	(void)state;
	assert_true(group >= 0);
	assert_int_equal(cgroup2_make(dir, root, NAME, &e), -EAGAIN);
	assert_int_equal(mkdirat(dir, "sandbox", 0700), 0);
	assert_int_equal(mkdirat(dir, CGROUP_PREFIX "0123456789abcdeX", 0700), 0);
	assert_int_equal(cgroup2_sweep(dir), 0);
	assert_int_equal(faccessat(dir, NAME, F_OK, 0), 0);
	assert_int_equal(mkdirat(group, "below", 0700), 0);
	close(group);
	assert_int_equal(cgroup2_sweep(dir), 1);
	assert_true(faccessat(dir, NAME, F_OK, 0) < 0);
	assert_int_equal(faccessat(dir, "sandbox", F_OK, 0), 0);
	assert_int_equal(faccessat(dir, CGROUP_PREFIX "0123456789abcdeX", F_OK, 0), 0);
}

/* Another launch took it for a dead one's, between its making and its lock. */
static void who_loses_the_race_tries_again(void **state)
{
	struct err e = { 0 };
	int other;

	(void)state;
	assert_int_equal(mkdirat(dir, NAME, 0700), 0);
	other = openat(dir, NAME, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	assert_int_equal(flock(other, LOCK_EX | LOCK_NB), 0);
	assert_int_equal(cgroup2_make(dir, root, NAME, &e), -EAGAIN);
	close(other);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, fresh_tree, drop_tree)
		T(other_file_systems_are_refused),
		T(what_was_not_handed_on_is_named),
		T(what_is_missing_is_asked_for),
		T(limits_are_written_and_read_back),
		T(figures_are_read),
		T(a_group_is_killed),
		T(the_dead_are_swept),
		T(who_loses_the_race_tries_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
