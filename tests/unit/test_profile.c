// SPDX-License-Identifier: MIT
/*
 * Profiles: those we ship, and ways to write one down wrongly. Run from the root of the tree.
 */
#include "harness/profiles/profile.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/strv.h"

#define HEAD "name = \"x\";\nsummary = \"s\";\n"

static char share[] = "/tmp/ordeal-share-XXXXXX";

static int setup(void **state)
{
	char path[256];

	(void)state;
	if (!mkdtemp(share))
		return -1;
	snprintf(path, sizeof(path), "%s/profiles", share);
	return mkdir(path, 0755);
}

static int teardown(void **state)
{
	char path[256];

	(void)state;
	snprintf(path, sizeof(path), "%s/profiles/x.profile", share);
	unlink(path);
	snprintf(path, sizeof(path), "%s/profiles", share);
	rmdir(path);
	return rmdir(share);
}

static void put(const char *text)
{
	char path[256];
	FILE *f;

	snprintf(path, sizeof(path), "%s/profiles/x.profile", share);
	f = fopen(path, "w");
	assert_non_null(f);
	fputs(text, f);
	fclose(f);
}

static void ours_are_valid(void **state)
{
	char **names = profile_names("harness");
	struct profile p;
	struct err e;

	(void)state;
	assert_true(strv_count(names) >= 7);
	for (char **name = names; *name; name++) {
		if (profile_load(&p, "harness", *name, &e))
			fail_msg("%s", e.text);
		profile_free(&p);
	}
	strv_free(names);
}

static void what_is_refused_is_expected(void **state)
{
	struct profile p;
	struct err e;

	(void)state;
	put(HEAD "newest = 440;\nlimits = { NOFILE = [ 8, -1 ]; };\nexpects = { a = { b = 3; }; };\n"
	    "refused = ( { errno = \"EPERM\"; calls = [ \"ptrace\" ]; },"
	    " { errno = \"EPERM\"; calls = [ \"clone\" ];"
	    " when = ( { arg = 0; has = \"CLONE_NEWNS\"; } ); } );\n");
	assert_int_equal(profile_load(&p, share, "x", &e), 0);
	assert_true(p.filter_length > 8);
	assert_non_null(strstr(p.expects, "\ncalls.reachable:ptrace=EPERM\n"));
	assert_non_null(strstr(p.expects, "calls.reachable:epoll_pwait2=ENOSYS\n"));
	assert_null(strstr(p.expects, "process_madvise"));
	assert_null(strstr(p.expects, ":clone="));
	assert_non_null(strstr(p.expects, "limits.all:NOFILE=8/unlimited\n"));
	assert_non_null(strstr(p.expects, "a.b=3\n"));
	assert_non_null(strstr(p.expects, "identity.seccomp=2\n"));
	profile_free(&p);
}

static void how_students_take_turns(void **state)
{
	struct profile p;
	struct err e;

	(void)state;
	put(HEAD);
	assert_int_equal(profile_load(&p, share, "x", &e), 0);
	assert_int_equal(p.frozen, 0);
	assert_false(p.alone);
	profile_free(&p);
	put(HEAD "frozen = 100;\nalone = true;\n");
	assert_int_equal(profile_load(&p, share, "x", &e), 0);
	assert_int_equal(p.frozen, 100);
	assert_true(p.alone);
	profile_free(&p);
	put(HEAD "frozen = 2001;\n");
	assert_int_not_equal(profile_load(&p, share, "x", &e), 0);
	assert_non_null(strstr(e.text, "x.profile:3: frozen must be a number of ms, 1 to 2000"));
}

static void nothing_is_refused_by_a_bare_one(void **state)
{
	struct profile p;
	struct err e;

	(void)state;
	put(HEAD);
	assert_int_equal(profile_load(&p, share, "x", &e), 0);
	assert_null(p.filter);
	assert_false(profile_changes(&p));
	assert_non_null(strstr(p.expects, "identity.seccomp=0\n"));
	profile_free(&p);
}

static void mistakes_are_told(void **state)
{
	static const struct { const char *text, *told; } cases[] = {
		{ HEAD "colour = 1;\n", "x.profile:3: colour is not a field" },
		{ HEAD "nosuid = 1;\n", "x.profile:3: nosuid must be true or false" },
		{ HEAD "limits = { NOFILES = [ 1, 1 ]; };\n", "NOFILES must be a known limit" },
		{ HEAD "limits = { NOFILE = [ 1 ]; };\n", "NOFILE must be a known limit" },
		{ HEAD "refused = ( { calls = [ \"ptrace\" ]; } );\n", "an entry needs errno" },
		{ HEAD "refused = ( { errno = \"EPERM\"; } );\n", "an entry needs calls" },
		{ HEAD "refused = ( { errno = \"EPERM\"; calls = [ \"ptrase\" ]; } );\n",
		  "ptrase: " },
		{ HEAD "refused = ( { errno = \"EPERM\"; calls = [ \"clone\" ]; when = ( { arg = 0; } ); "
		       "} );\n", "a condition needs" },
		{ HEAD "environment = [ \"A\" ];\n", "environment must hold NAME=VALUE" },
		{ "name = \"y\";\nsummary = \"s\";\n", "name, the file's, and summary" },
		{ "name = \"x\"\nsummary = ;\n", "x.profile:2: syntax error" },
	};
	struct profile p;
	struct err e;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		put(cases[i].text);
		assert_true(profile_load(&p, share, "x", &e) < 0);
		if (!strstr(e.text, cases[i].told))
			fail_msg("%s: not \"%s\"", e.text, cases[i].told);
	}
	assert_true(profile_load(&p, share, "moon", &e) < 0);
	assert_string_equal(e.text, "there is no profile \"moon\" (known: x)");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ours_are_valid),
		cmocka_unit_test(what_is_refused_is_expected),
		cmocka_unit_test(how_students_take_turns),
		cmocka_unit_test(nothing_is_refused_by_a_bare_one),
		cmocka_unit_test(mistakes_are_told),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
