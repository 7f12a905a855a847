// SPDX-License-Identifier: MIT
/*
 * test_words.c - the command line of a command: flags, texts, lists, and what is none of them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "harness/commands/words.h"
#include "harness/ordeal.h"
#include "lib/strv.h"

struct given {
	bool flag, help;
	const char *text, *file;
	char **list, **argv;
};

static int saved;

/* Messages are for a person; here they would stand among the test's. */
static int mute(void **state)
{
	int null = open("/dev/null", O_WRONLY | O_CLOEXEC);

	(void)state;
	saved = dup(STDERR_FILENO);
	dup2(null, STDERR_FILENO);
	return close(null);
}

static int unmute(void **state)
{
	(void)state;
	dup2(saved, STDERR_FILENO);
	return close(saved);
}

static int read_line(struct given *g, const char *line)
{
	const struct word words[] = {
		{ "flag", .flag = &g->flag },
		{ "text", 't', .text = &g->text },
		{ "list", 'l', .list = &g->list },
		{ NULL },
	};
	int r, n;

	*g = (struct given){ .text = "as before", .file = "none", .argv = strv_split(line) };
	n = (int)strv_count(g->argv);
	r = words_read(n, g->argv, words, &g->help);
	if (!r)
		r = words_one_file(n, g->argv, &g->file);
	return r;
}

/* The texts point into argv. */
static void drop(struct given *g)
{
	strv_free(g->list);
	strv_free(g->argv);
}

static void takes_each_kind(void **state)
{
	struct given g;

	(void)state;
	assert_int_equal(read_line(&g, "cmd --flag -t one -l a --list=b file"), 0);
	assert_true(g.flag);
	assert_false(g.help);
	assert_string_equal(g.text, "one");
	assert_int_equal(strv_count(g.list), 2);
	assert_string_equal(g.list[1], "b");
	assert_string_equal(g.file, "file");
	drop(&g);
}

static void leaves_what_is_not_given(void **state)
{
	struct given g;

	(void)state;
	assert_int_equal(read_line(&g, "cmd"), 0);
	assert_false(g.flag || g.help || g.list);
	assert_string_equal(g.text, "as before");
	assert_string_equal(g.file, "none");
	drop(&g);
}

static void is_asked_for_help(void **state)
{
	struct given g;

	(void)state;
	assert_int_equal(read_line(&g, "cmd -h"), 0);
	assert_true(g.help);
	drop(&g);
	assert_int_equal(read_line(&g, "cmd --help"), 0);
	assert_true(g.help);
	drop(&g);
}

static void refuses_the_rest(void **state)
{
	static const char *const wrong[] = { "cmd --flag=yes", "cmd --text", "cmd --other",
					     "cmd -x",	       "cmd -f",     "cmd one two" };
	struct given g;

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		if (read_line(&g, wrong[i]) != EXIT_USAGE)
			fail_msg("%s", wrong[i]);
		drop(&g);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(takes_each_kind),
		cmocka_unit_test(leaves_what_is_not_given),
		cmocka_unit_test(is_asked_for_help),
		cmocka_unit_test_setup_teardown(refuses_the_rest, mute, unmute),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
