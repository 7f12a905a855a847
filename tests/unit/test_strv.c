// SPDX-License-Identifier: MIT
/*
 * Arrays of strings: command lines in, command lines out, the same words in between.
 */
#include "lib/strv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lib/closest.h"

static void assert_words(char *const *v, const char *const *want)
{
	size_t n = 0;

	for (; want[n]; n++)
		assert_string_equal(v[n], want[n]);
	assert_int_equal(strv_count(v), n);
}

static void splits_as_a_shell_does(void **state)
{
	static const struct { const char *line; const char *words[6]; } cases[] = {
		{ "", { NULL } },
		{ "  \t\n ", { NULL } },
		{ "a bc  d", { "a", "bc", "d" } },
		{ "sh -c 'exec \"$@\"' sh", { "sh", "-c", "exec \"$@\"", "sh" } },
		{ "a'b c'd", { "ab cd" } },
		{ "\"it's\" ''", { "it's", "" } },
		{ "a\\ b \"c\\\"d\" 'e\\f'", { "a b", "c\"d", "e\\f" } },
		{ "$HOME *", { "$HOME", "*" } },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char **v = strv_split(cases[i].line);

		assert_non_null(v);
		assert_words(v, cases[i].words);
		strv_free(v);
	}
}

static void an_open_quote_is_an_error(void **state)
{
	(void)state;
	errno = 0;
	assert_null(strv_split("a 'b"));
	assert_int_equal(errno, EINVAL);
	assert_null(strv_split("a \"b"));
}

static void quoting_is_undone_by_splitting(void **state)
{
	static char *const words[] = { "plain", "", "two words", "it's",
				       "a\nb",  "$x;`y`", "-n", NULL };
	char *line = strv_quote(words);
	char **back = strv_split(line);

	(void)state;
	assert_words(back, (const char *const *)words);
	strv_free(back);
	free(line);
}

static void appending(void **state)
{
	char **v = NULL;

	(void)state;
	assert_int_equal(strv_count(NULL), 0);
	assert_int_equal(strv_add(&v, "a"), 0);
	assert_int_equal(strv_add_all(&v, (char *[]){ "b", "c", NULL }), 0);
	assert_int_equal(strv_add_all(&v, NULL), 0);
	assert_words(v, (const char *[]){ "a", "b", "c", NULL });
	strv_free(v);
}

static void nearest_names(void **state)
{
	static const struct { const char *typed, *meant; } cases[] = {
		{ "secomp", "seccomp" },	 { "clone4", "fork-bomb/clone3" },
		{ "fork-bmb/clone3", "fork-bomb/clone3" }, { "xyzzy", NULL }, { "", NULL },
	};
	static const char *const names[] = { "fork", "seccomp", "fork-bomb/clone3",
					     "env-leak/getenv" };

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct closest c = { .word = cases[i].typed };

		for (size_t k = 0; k < sizeof(names) / sizeof(*names); k++)
			closest_offer(&c, names[k]);
		if (cases[i].meant)
			assert_string_equal(c.name, cases[i].meant);
		else
			assert_null(c.name);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(splits_as_a_shell_does),
		cmocka_unit_test(an_open_quote_is_an_error),
		cmocka_unit_test(quoting_is_undone_by_splitting),
		cmocka_unit_test(appending),
		cmocka_unit_test(nearest_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
