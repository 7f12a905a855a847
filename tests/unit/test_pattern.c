// SPDX-License-Identifier: MIT
/*
 * The patterns of -a and -d: what they ask for, take away, and where they match nothing; how names
 * of columns are cut for the matrix that fills in.
 */
#include "harness/catalogue/pattern.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "harness/commands/live.h"

#define LIST(...) ((char *[]){ __VA_ARGS__, NULL })

static struct defence columns[] = {
	{ .name = "none", .group = "baseline" },
	{ .name = "seccomp", .group = "layer" },
	{ .name = "recommended", .group = "stack" },
};
static struct program programs[] = {
	{ .id = "fork-bomb/clone3", .row = "fork-bomb", .name = "clone3", .quick = true },
	{ .id = "time-hog/busy", .row = "time-hog", .name = "busy" },
};
static const struct defences defences = { columns, 3 };
static const struct catalogue catalogue = { .programs = programs, .program_count = 2 };

/* The columns that are meant, a letter each. */
static const char *meant(char *const *patterns, bool otherwise)
{
	static char letters[8];
	size_t n = 0;

	for (size_t i = 0; i < defences.count; i++)
		if (patterns_want_defence(patterns, &columns[i], otherwise))
			letters[n++] = *columns[i].name;
	letters[n] = '\0';
	return letters;
}

static void what_is_meant(void **state)
{
	(void)state;
	assert_string_equal(meant(NULL, true), "nsr");
	assert_string_equal(meant(NULL, false), "");
	assert_string_equal(meant(LIST("none"), true), "n");
	assert_string_equal(meant(LIST("s*", "stack"), false), "sr");
	assert_string_equal(meant(LIST("!seccomp"), true), "nr");
	assert_string_equal(meant(LIST("!seccomp"), false), "");
	/* What is taken away stays away, in whatever order. */
	assert_string_equal(meant(LIST("!layer", "*"), false), "nr");
	assert_string_equal(meant(LIST("*", "!layer", "!none"), false), "r");
	assert_false(patterns_ask(LIST("!x")));
	assert_true(patterns_ask(LIST("!x", "y")));
	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(patterns_want_program(LIST("clone3"), &programs[i]), !i);
		assert_int_equal(patterns_want_program(LIST("fork-bomb"), &programs[i]), !i);
		assert_int_equal(patterns_want_program(LIST("*/c*"), &programs[i]), !i);
		assert_int_equal(patterns_want_program(LIST("!time-hog"), &programs[i]), !i);
	}
}

static void assert_idle(char *told, const char *want)
{
	assert_non_null(told);
	assert_string_equal(told, want);
	free(told);
}

static void what_matches_nothing(void **state)
{
	(void)state;
	assert_null(patterns_idle_defence(NULL, &defences));
	assert_null(patterns_idle_defence(LIST("none", "!layer"), &defences));
	assert_idle(patterns_idle_defence(LIST("none", "recomended"), &defences),
		    "no defence matches recomended (did you mean recommended?)");
	assert_idle(patterns_idle_defence(LIST("!secomp"), &defences),
		    "no defence matches !secomp (did you mean seccomp?)");
	assert_idle(patterns_idle_defence(LIST("xyz*"), &defences),
		    "no defence matches xyz* (see: ordeal list defences)");
	assert_null(patterns_idle_program(LIST("time-hog"), &catalogue, false));
	assert_null(patterns_idle_program(LIST("fork-bomb", "!time-hog"), &catalogue, true));
	assert_idle(patterns_idle_program(LIST("time-hog"), &catalogue, true),
		    "no quick attack matches time-hog (without --quick there is one)");
	assert_idle(patterns_idle_program(LIST("fork-bmob"), &catalogue, false),
		    "no attack matches fork-bmob (did you mean fork-bomb?)");
}

static void names_are_cut(void **state)
{
	static const char *const want[] = { "recom", "mende", "d", "" };
	const char *text;

	(void)state;
	for (int n = 0; n < 4; n++) {
		int length = live_head("recommended", 5, n, &text);

		assert_int_equal(length, strlen(want[n]));
		assert_memory_equal(text, want[n], (size_t)length);
	}
	assert_int_equal(live_head("", 5, 0, &text), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_meant),
		cmocka_unit_test(what_matches_nothing),
		cmocka_unit_test(names_are_cut),
	};

	return cmocka_run_group_tests_name("pattern", tests, NULL, NULL);
}
