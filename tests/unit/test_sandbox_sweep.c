// SPDX-License-Identifier: MIT
/*
 * The cleaner against the trees that defeat rm -rf, rmtree, nftw and os.RemoveAll. Worth most as an
 * ordinary user: to root a folder of mode 000 is no obstacle.
 */
#include "sandbox/sweep.h"

#include "lib/fd.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <cmocka.h>

enum { DEEP = 3000, WIDE = 20000 };

static char root[64];
static int root_fd;

static int setup(void **state)
{
	(void)state;
	strcpy(root, "/tmp/sweep-test-XXXXXX");
	if (!mkdtemp(root))
		return -1;
	root_fd = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return root_fd < 0;
}

static int teardown(void **state)
{
	(void)state;
	close(root_fd);
	return rmdir(root); /* fails the test when something is left */
}

static void file_at(int dir, const char *name)
{
	int fd = openat(dir, name, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, "x", 1), 1);
	close(fd);
}

static struct sweep swept(void)
{
	struct sweep s = { 0 };

	sweep_dir(root_fd, "/root", NULL, &s);
	return s;
}

static void odd_names(void **state)
{
	struct sweep s;

	(void)state;
	file_at(root_fd, ".hidden");
	file_at(root_fd, "-rf");
	file_at(root_fd, "new\nline");
	file_at(root_fd, "bad\xff\xfeutf8");
	file_at(root_fd, "*");
	file_at(root_fd, ".sweep-0");
	assert_int_equal(mkfifoat(root_fd, "fifo", 0600), 0);
	assert_int_equal(symlinkat("/nonexistent", root_fd, "dangling"), 0);
	s = swept();
	assert_int_equal(s.left, 0);
	assert_int_equal(s.removed, 8);
}

static void modes(void **state)
{
	static const mode_t rows[] = { 0000, 0555, 0111, 0444, 0222 };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char name[16];
		int fd, sub;

		snprintf(name, sizeof(name), "d%zu", i);
		assert_int_equal(mkdirat(root_fd, name, 0700), 0);
		fd = openat(root_fd, name, O_RDONLY | O_DIRECTORY);
		file_at(fd, "secret");
		assert_int_equal(mkdirat(fd, "sub", 0700), 0);
		sub = openat(fd, "sub", O_RDONLY | O_DIRECTORY);
		file_at(sub, "deeper");
		assert_int_equal(fchmod(sub, rows[i]), 0);
		assert_int_equal(fchmod(fd, rows[i]), 0);
		close(sub);
		close(fd);
	}
	assert_int_equal(fchmod(root_fd, 0), 0);
	assert_int_equal(swept().left, 0);
}

static void deeper_than_a_path(void **state)
{
	int at = dup(root_fd);

	(void)state;
	for (int i = 0; i < DEEP; i++) {
		int next;

		assert_int_equal(mkdirat(at, "twenty-characters-ab", 0700), 0);
		next = openat(at, "twenty-characters-ab", O_RDONLY | O_DIRECTORY);
		assert_true(next >= 0);
		close(at);
		at = next;
	}
	file_at(at, "treasure");
	close(at);
	assert_int_equal(swept().left, 0);
}

static void wide(void **state)
{
	struct sweep s;

	(void)state;
	for (int i = 0; i < WIDE; i++) {
		char name[16];

		snprintf(name, sizeof(name), "%d", i);
		assert_int_equal(mknodat(root_fd, name, S_IFREG | 0600, 0), 0);
	}
	s = swept();
	assert_int_equal(s.left, 0);
	assert_int_equal(s.removed, WIDE);
}

static void links_are_not_followed(void **state)
{
	char outside[] = "/tmp/sweep-outside-XXXXXX";
	struct stat st;
	int dir;

	(void)state;
	assert_non_null(mkdtemp(outside));
	dir = open(outside, O_RDONLY | O_DIRECTORY);
	file_at(dir, "precious");
	assert_int_equal(fchmod(dir, 0500), 0);
	assert_int_equal(symlinkat(outside, root_fd, "link"), 0);
	assert_int_equal(mkdirat(root_fd, "d", 0700), 0);
	assert_int_equal(symlinkat(outside, root_fd, "d/link"), 0);
	assert_int_equal(swept().left, 0);
	assert_int_equal(fstat(dir, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0500);
	assert_int_equal(faccessat(dir, "precious", F_OK, 0), 0);
	assert_int_equal(fchmod(dir, 0700), 0);
	assert_int_equal(unlinkat(dir, "precious", 0), 0);
	close(dir);
	assert_int_equal(rmdir(outside), 0);
}

static void kept_names_stay(void **state)
{
	static const char *const globs[] = { "shimmy*", "*.sock", "/root/own", "/else/other", NULL };
	struct keep keep = { .globs = globs };
	struct sweep s = { 0 };

	(void)state;
	file_at(root_fd, "shimmy-1");
	file_at(root_fd, "a.sock");
	file_at(root_fd, "own");
	file_at(root_fd, "other");
	file_at(root_fd, "student");
	assert_int_equal(mkdirat(root_fd, "dir", 0700), 0);
	assert_int_equal(mkdirat(root_fd, "dir/dir", 0700), 0);
	assert_int_equal(mkdirat(root_fd, "dir/dir/shimmy-2", 0700), 0);
	lseek(root_fd, 0, SEEK_SET);
	assert_int_equal(sweep_keep(root_fd, "/root", &keep), 0);
	assert_int_equal(keep.before.n, 3);
	file_at(root_fd, "shimmy-late"); /* anybody can make what has such a name */
	sweep_dir(root_fd, "/root", &keep, &s);
	before_free(&keep.before);
	assert_int_equal(s.left, 0);
	assert_int_equal(faccessat(root_fd, "shimmy-late", F_OK, 0), -1);
	assert_int_equal(faccessat(root_fd, "shimmy-1", F_OK, 0), 0);
	assert_int_equal(faccessat(root_fd, "a.sock", F_OK, 0), 0);
	assert_int_equal(faccessat(root_fd, "own", F_OK, 0), 0);
	assert_int_equal(faccessat(root_fd, "other", F_OK, 0), -1);
	assert_int_equal(faccessat(root_fd, "student", F_OK, 0), -1);
	assert_int_equal(faccessat(root_fd, "dir", F_OK, 0), -1);
	assert_int_equal(swept().left, 0);
}

static bool is_there(const char *name)
{
	return faccessat(root_fd, name, F_OK, AT_SYMLINK_NOFOLLOW) == 0;
}

static void make_at(const char *name)
{
	file_at(root_fd, name);
}

/* What is older stays, wherever it lies; what is new goes, wherever it was put. */
static void what_is_older_stays(void **state)
{
	struct keep keep = { .all = true };
	struct sweep s = { 0 };
	struct stat st;

	(void)state;
	make_at("old");
	make_at("replaced");
	make_at("renamed");
	make_at(".sweep-0");
	assert_int_equal(mkdirat(root_fd, "folder", 0700), 0);
	assert_int_equal(mkdirat(root_fd, "folder/inner", 0700), 0);
	make_at("folder/inner/old");
	assert_int_equal(symlinkat("nowhere", root_fd, "link"), 0);
	assert_int_equal(sweep_keep(root_fd, "/root", &keep), 0);
	assert_int_equal(keep.before.mine, 6);

	make_at("new");
	make_at("folder/new");
	make_at("folder/inner/new");
	assert_int_equal(mkdirat(root_fd, "folder/inner/deep", 0700), 0);
	make_at("folder/inner/deep/new");
	assert_int_equal(unlinkat(root_fd, "replaced", 0), 0);
	make_at("replaced"); /* often the same inode */
	assert_int_equal(renameat(root_fd, "renamed", root_fd, "message"), 0);
	assert_int_equal(linkat(root_fd, "old", root_fd, "second-name", 0), 0);
	assert_int_equal(fchmodat(root_fd, "folder/inner", 0000, 0), 0);
	sweep_dir(root_fd, "/root", &keep, &s);
	assert_int_equal(s.left, 0);
	assert_true(is_there("old") && is_there("link") && is_there(".sweep-0"));
	assert_int_equal(fstatat(root_fd, "folder/inner", &st, 0), 0);
	assert_int_equal(st.st_mode & 07777, 0700); /* as it was */
	assert_true(is_there("folder/inner/old"));
	assert_false(is_there("new") || is_there("folder/new") || is_there("folder/inner/new") ||
		     is_there("folder/inner/deep") || is_there("message") || is_there("second-name"));
	assert_int_equal(s.removed, 8);
	assert_false(is_there("replaced"));
	before_free(&keep.before);
	assert_int_equal(swept().left, 0);
}

/* A folder that is too deep or too large to be looked through is left whole: in doubt nothing old
 * goes. */
static void what_is_too_much_is_left(void **state)
{
	struct keep keep = { .all = true };
	struct sweep s = { 0 };
	char path[256] = "d";

	(void)state;
	for (int i = 0; i < 40; i++) {
		assert_int_equal(mkdirat(root_fd, path, 0700), 0);
		strcat(path, "/d");
	}
	assert_int_equal(mkdirat(root_fd, "many", 0700), 0);
	for (int i = 0; i < WIDE; i++) {
		char name[24];

		snprintf(name, sizeof(name), "many/%d", i);
		assert_int_equal(mknodat(root_fd, name, S_IFREG | 0600, 0), 0);
	}
	make_at("old");
	assert_int_equal(sweep_keep(root_fd, "/root", &keep), 0);
	make_at("many/new");
	make_at("new");
	sweep_dir(root_fd, "/root", &keep, &s);
	assert_int_equal(s.removed, 1);
	assert_true(is_there("many/new") && is_there("many/0") && is_there("old"));
	path[2 * 40 - 1] = '\0';
	assert_true(is_there(path));
	before_free(&keep.before);
	assert_int_equal(swept().left, 0);
}

/* A box's folder is nobody's to remove while its supervisor lives. */
static void boxes_that_live(void **state)
{
	static const char name[] = "ordeal-run-0123456789abcdef", dead[] = "ordeal-run-fedcba9876543210",
			  none[] = "ordeal-run-0123456789abcdeF";
	struct keep keep = { .all = true };
	struct sweep s = { 0 };
	int held;

	(void)state;
	assert_int_equal(sweep_keep(root_fd, "/root", &keep), 0);
	assert_int_equal(mkdirat(root_fd, name, 0700), 0);
	assert_int_equal(mkdirat(root_fd, dead, 0700), 0);
	assert_int_equal(mkdirat(root_fd, none, 0700), 0);
	held = openat(root_fd, name, O_RDONLY | O_DIRECTORY);
	assert_int_equal(flock(held, LOCK_EX), 0);
	file_at(held, "its own");
	assert_int_equal(sweep_lock_box(root_fd, name), -EWOULDBLOCK);
	assert_int_equal(sweep_lock_box(root_fd, none), -ENOENT);
	sweep_dir(root_fd, "/root", &keep, &s);
	assert_int_equal(s.left, 0);
	assert_int_equal(s.removed, 2);
	assert_int_equal(faccessat(held, "its own", F_OK, 0), 0);
	close(held);
	before_free(&keep.before);
	assert_int_equal(swept().left, 0);
}

/* What cannot be removed is said, by name. */
static void leftovers_are_named(void **state)
{
	struct sweep s;

	(void)state;
	if (geteuid() == 0)
		skip();
	file_at(root_fd, "stays");
	s = (struct sweep){ 0 };
	{
		char path[96];
		int fd;

		/* /proc/PID/fd of ourselves is a directory nobody can remove from. */
		snprintf(path, sizeof(path), "/proc/%d/fdinfo", getpid());
		fd = open(path, O_RDONLY | O_DIRECTORY);
		sweep_dir(fd, "/root", NULL, &s);
		close(fd);
	}
	assert_true(s.left > 0);
	assert_true(s.names > 0 && s.name[0][0] == '0');
	assert_int_equal(swept().left, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(odd_names, setup, teardown),
		cmocka_unit_test_setup_teardown(modes, setup, teardown),
		cmocka_unit_test_setup_teardown(deeper_than_a_path, setup, teardown),
		cmocka_unit_test_setup_teardown(wide, setup, teardown),
		cmocka_unit_test_setup_teardown(links_are_not_followed, setup, teardown),
		cmocka_unit_test_setup_teardown(kept_names_stay, setup, teardown),
		cmocka_unit_test_setup_teardown(what_is_older_stays, setup, teardown),
		cmocka_unit_test_setup_teardown(what_is_too_much_is_left, setup, teardown),
		cmocka_unit_test_setup_teardown(boxes_that_live, setup, teardown),
		cmocka_unit_test_setup_teardown(leftovers_are_named, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
