// SPDX-License-Identifier: MIT
/*
 * Which folders all users may write to: lines of mountinfo, and what this machine has.
 */
#include "sandbox/places.h"

#include <errno.h>
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

static void lines(void **state)
{
	static const struct {
		const char *line, *path; /* NULL: no writable mount */
	} rows[] = {
		{ "25 24 0:23 / /dev/shm rw,relatime - tmpfs tmpfs rw\n", "/dev/shm" },
		{ "25 24 0:23 / /dev/shm rw - tmpfs tmpfs rw", "/dev/shm" },
		{ "25 24 0:23 /a\\040b /with\\040space\\134 rw,nosuid shared:3 - x x rw\n", "/with space\\" },
		{ "25 24 0:23 / /mnt ro,relatime - tmpfs tmpfs rw\n", NULL },
		{ "25 24 0:23 / /mnt rwx - tmpfs tmpfs rw\n", NULL },
		{ "25 24 0:23 / /mnt", NULL },
		{ "25 24 0:23\n", NULL },
		{ "25 24 0:23 / \n", NULL },
		{ "", NULL },
		{ "25 24 0:23 / /bad\\04 rw - t t rw\n", "/bad\\04" },
	};
	char path[PATH_MAX];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		int r = places_parse(rows[i].line, path, sizeof(path));

		assert_int_equal(r, rows[i].path ? 0 : -EINVAL);
		if (rows[i].path)
			assert_string_equal(path, rows[i].path);
	}
	assert_int_equal(places_parse(rows[0].line, path, 6),
			 -EINVAL); /* no room: not half a path */
}

static bool has(const struct places *p, const char *path)
{
	for (size_t i = 0; i < p->n; i++)
		if (!strcmp(p->at[i].path, path))
			return true;
	return false;
}

static void of_this_machine(void **state)
{
	static const char *const none[] = { NULL }, *const all[] = { "/", NULL },
				 *const tmp[] = { "/var//", "/tmp/", NULL };
	struct places p = { 0 };
	struct stat st;

	(void)state;
	places_find(&p, none);
	for (size_t i = 0; i < p.n; i++) {
		assert_int_equal(fstat(p.at[i].fd, &st), 0);
		assert_true(S_ISDIR(st.st_mode) && st.st_mode & S_IWOTH);
		for (size_t k = 0; k < i; k++)
			assert_false(p.at[i].dev == p.at[k].dev && p.at[i].ino == p.at[k].ino);
	}
	if (stat("/tmp", &st) == 0 && st.st_mode & S_IWOTH)
		assert_true(has(&p, "/tmp"));
	places_free(&p);
	places_find(&p, tmp);
	assert_false(has(&p, "/tmp") || has(&p, "/var/tmp"));
	places_free(&p);
	places_find(&p, all);
	assert_int_equal(p.n, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines),
		cmocka_unit_test(of_this_machine),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
