// SPDX-License-Identifier: MIT
/*
 * Columns: the ones we ship, and every way to write one down wrongly. Run from the root of the
 * tree.
 */
#include "harness/defences/defence.h"

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

#define HEAD "name = \"x\";\nsummary = \"s\";\ngroup = \"stock\";\n"

/* A build: its box beside its data. */
static char build[] = "/tmp/ordeal-build-XXXXXX", share[64];

static void put(const char *name, const char *text)
{
	char path[256];
	FILE *f;

	snprintf(path, sizeof(path), "%s/defences/%s", share, name);
	f = fopen(path, "w");
	assert_non_null(f);
	fputs(text, f);
	fclose(f);
}

static int setup(void **state)
{
	char path[256];

	(void)state;
	if (!mkdtemp(build))
		return -1;
	snprintf(share, sizeof(share), "%s/share", build);
	snprintf(path, sizeof(path), "%s/box", build);
	if (mkdir(share, 0755) || mkdir(path, 0755))
		return -1;
	snprintf(path, sizeof(path), "%s/defences", share);
	return mkdir(path, 0755);
}

static int teardown(void **state)
{
	char command[300];

	(void)state;
	snprintf(command, sizeof(command), "rm -r %s", build);
	return system(command);
}

static void ours_are_valid(void **state)
{
	static const char *const groups[] = { "baseline", "layer", "stack", "stock" };
	struct defences d;
	struct err e = { 0 };
	size_t g = 0;

	(void)state;
	if (defences_load(&d, "harness", &e))
		fail_msg("%s", e.text);
	assert_string_equal(d.list[0].name, "none");
	for (size_t i = 0; i < d.count; i++) {
		while (g < 4 && strcmp(groups[g], d.list[i].group))
			g++;
		assert_true(g < 4); /* groups come in this order */
	}
	assert_null(defences_find(&d, "none")->argv);
	assert_true(defences_find(&d, "environ-clear")->in_process);
	assert_false(defences_find(&d, "environ-clear")->runs_c);
	assert_string_equal(defences_find(&d, "seccomp")->baseline, "nnp");
	assert_null(defences_find(&d, "nobody"));
	defences_free(&d);
}

static void mistakes_are_named_by_line(void **state)
{
	static const struct { const char *text, *says; } cases[] = {
		{ "name = \"x\"", "x.defence:1: name, summary and group" },
		{ "name = \"x\" summary", "x.defence:1: syntax error" },
		{ HEAD "colour = \"red\";", "x.defence:4: colour is not a field" },
		{ HEAD "argv = \"{command}\";", "x.defence:4: argv must be a list" },
		{ HEAD "argv = [ ];", "x.defence:4: argv must be a list" },
		{ HEAD "argv = [ 1, 2 ];", "x.defence:4: argv must hold strings" },
		{ HEAD "argv = [ \"true\" ];", "x.defence:1: argv never says {command}" },
		{ HEAD "argv = [ \"{comand}\" ];", "x.defence:1: argv: known are" },
		{ HEAD "order = \"first\";", "x.defence:4: order must be a whole number" },
		{ HEAD "runs = [ \"cobol\" ];", "x.defence:4: runs knows" },
		{ HEAD "worker = \"perl\";", "x.defence:4: worker must be" },
		{ HEAD "in_process = 1;", "x.defence:4: in_process must be true or false" },
		{ HEAD "in_process = true;", "x.defence:1: in_process wants" },
		{ HEAD "prelude = \"pass\";", "x.defence:1: prelude is for in_process" },
		{ HEAD "forked = true;", "x.defence:1: forked is for in_process" },
		{ HEAD "beyond = \"y\";", "x.defence:4: beyond is called baseline now" },
		{ HEAD "baseline = \"y\";", "x.defence:1: baseline: no other column \"y\"" },
		{ HEAD "baseline = \"x\";", "x.defence:1: baseline: no other column" },
		{ "name = \"x\";\nsummary = \"s\";\ngroup = \"mine\";",
		  "x.defence:3: group must be" },
		{ "name = \"x\";\nsummary = \"\";", "x.defence:2: summary must be a string" },
		{ "name = \"y\";\nsummary = \"s\";\ngroup = \"stock\";",
		  "x.defence:1: name is \"y\"" },
	};

	(void)state;
	put("none.defence", "name = \"none\"; summary = \"s\"; group = \"baseline\";");
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct defences d;
		struct err e = { 0 };

		put("x.defence", cases[i].text);
		assert_true(defences_load(&d, share, &e) < 0);
		if (!strstr(e.text, cases[i].says))
			fail_msg("case %zu says: %s", i, e.text);
		assert_int_equal(d.count, 0);
	}
	put("x.defence", HEAD);
}

/* Built or not is asked of the box, at every load. */
static void what_has_to_be_made(void **state)
{
	struct defences d;
	struct err e = { 0 };
	char file[256];
	FILE *f;

	(void)state;
	put("none.defence", "name = \"none\";\nsummary = \"s\";\ngroup = \"baseline\";\n");
	put("x.defence", HEAD "made = [ \"slow\", \"make slow\" ];\n");
	snprintf(file, sizeof(file), "%s/box/slow", build);
	assert_int_equal(defences_load(&d, share, &e), 0);
	assert_true(defences_find(&d, "x")->unmade);
	assert_false(defences_find(&d, "none")->unmade);
	assert_string_equal(defences_find(&d, "x")->made[1], "make slow");
	defences_free(&d);
	f = fopen(file, "w");
	assert_non_null(f);
	fclose(f);
	assert_int_equal(defences_load(&d, share, &e), 0);
	assert_false(defences_find(&d, "x")->unmade);
	defences_free(&d);
	put("x.defence", HEAD);
	unlink(file);
}

static void without_none_nothing_is_proven(void **state)
{
	struct defences d;
	struct err e = { 0 };
	char path[256];

	(void)state;
	put("x.defence", HEAD);
	snprintf(path, sizeof(path), "%s/defences/none.defence", share);
	unlink(path);
	assert_true(defences_load(&d, share, &e) < 0);
	assert_non_null(strstr(e.text, "none.defence is missing"));
	assert_true(defences_load(&d, "/nonexistent", &e) < 0);
}

static void assert_argv(const struct defence *d, const char *line)
{
	char **v = defence_argv(d, (char *[]){ "prog", "two words", NULL }, "/opt/x",
				(struct allowance){ .cpu = 7, .wall = 9 });
	char *got = strv_quote(v);

	assert_string_equal(got, line);
	free(got);
	strv_free(v);
}

static void commands_are_put_in(void **state)
{
	struct defence d = { 0 };

	(void)state;
	assert_argv(&d, "prog 'two words'");
	d.argv = strv_split("box --bind {attack_dir} -- {command} end");
	assert_argv(&d, "box --bind /opt/x -- prog 'two words' end");
	strv_free(d.argv);
	d.argv = strv_split("limit --cpu={cpu},{cpu} {wall} -- {command}");
	assert_argv(&d, "limit --cpu=7,7 9 -- prog 'two words'");
	strv_free(d.argv);
	/* In an instance of 128 MiB it is the same share of three quarters. */
	d.argv = strv_split("limit {mib:256}M={mib:228} {mib:x}} -- {command}");
	assert_argv(&d, "limit 256M=228 '{mib:x}}' -- prog 'two words'");
	strv_free(d.argv);
	assert_int_equal(allowance_mib((struct allowance){ .instance = 128 }, 256), 96);
	assert_int_equal(allowance_mib((struct allowance){ .instance = 128 }, 128), 48);
	d.argv = strv_split("sh -c {command_string}");
	assert_argv(&d, "sh -c 'prog '\\''two words'\\'''");
	strv_free(d.argv);
	/* Within a word, it is a shell's business: as text. */
	d.argv = strv_split("sh -c \"exec {command} <{attack_dir}\"");
	assert_argv(&d, "sh -c 'exec prog '\\''two words'\\'' </opt/x'");
	strv_free(d.argv);
	d.argv = strv_split("sh -c \"{command_string}; {command}\"");
	assert_argv(&d, "sh -c 'prog '\\''two words'\\''; prog '\\''two words'\\'''");
	strv_free(d.argv);
}

static void given_on_the_command_line(void **state)
{
	static const char *const bad[] = { "", "-x", "a b", "../x", "Big", "given", "stock" };
	struct defences d = { 0 };
	struct err e = { 0 };
	bool appended;

	(void)state;
	assert_int_equal(defences_add_named(&d, "nice -n 5", NULL, &appended, &e), 0);
	assert_true(appended);
	assert_int_equal(defences_add_named(&d, "sh -c {command_string}", NULL, &appended, &e), 0);
	assert_false(appended);
	assert_true(defences_add_named(&d, "sh -c 'open", NULL, &appended, &e) < 0);
	assert_true(defences_add_named(&d, "box {dir} {command}", NULL, &appended, &e) < 0);
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		assert_true(defences_add_named(&d, "nice", bad[i], &appended, &e) < 0);
	assert_int_equal(d.count, 2);
	assert_int_equal(defences_add_named(&d, "sh -c 'exec {command}'", "my-box", &appended, &e),
			 0);
	assert_false(appended);
	assert_string_equal(d.list[2].name, "my-box");
	assert_string_equal(d.list[0].name, "given");
	assert_string_equal(d.list[1].name, "given-2");
	assert_argv(&d.list[0], "nice -n 5 prog 'two words'");
	defences_free(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ours_are_valid),
		cmocka_unit_test(mistakes_are_named_by_line),
		cmocka_unit_test(what_has_to_be_made),
		cmocka_unit_test(without_none_nothing_is_proven),
		cmocka_unit_test(commands_are_put_in),
		cmocka_unit_test(given_on_the_command_line),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
