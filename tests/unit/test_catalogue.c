// SPDX-License-Identifier: MIT
/*
 * The catalogue: what is in the folders is in the list, and nothing drops out in silence.
 */
#include "harness/catalogue/catalogue_load.h"
#include "harness/oracle.h"

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

#define SINK "{" KEYS ", \"oracle\": \"sink\", "
#define KEYS "\"language\": \"c\", \"effect\": \"e\", \"means\": \"m\""

static char root[] = "/tmp/ordeal-catalogue-XXXXXX";
static char box[64], share[64], extra[64];

static void put(const char *where, const char *name, const char *text, mode_t mode)
{
	char path[256];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", where, name);
	for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		mkdir(path, 0755);
		*slash = '/';
	}
	f = fopen(path, "w");
	assert_non_null(f);
	fputs(text, f);
	fclose(f);
	chmod(path, mode);
}

/* Two rows, three programs, in a fresh tree. */
static int fresh_tree(void **state)
{
	(void)state;
	strcpy(root + strlen(root) - 6, "XXXXXX");
	assert_non_null(mkdtemp(root));
	snprintf(box, sizeof(box), "%s/box", root);
	snprintf(share, sizeof(share), "%s/share", root);
	snprintf(extra, sizeof(extra), "%s/extra", root);
	put(share, "rows", "# comment\n\nz-row attack census what  happens\n  128 tasks:\n\t why \n # no\n"
	    "benign benign done must work\n",
	    0644);
	put(box, "attacks/attack.py", "", 0644);
	put(box, "attacks/z-row/two", "", 0755);
	put(box, "attacks/z-row/two.json",
	    "{" KEYS ", \"oracle\": \"secret:environ\", \"scene\": \"after-victim\", \"needs\": "
	    "[\"x86_64\", \"numpy\"], \"threshold\": 7, \"seconds\": 3, \"quick\": true, "
	    "\"control\": null, \"refs\": [], \"remedy\": \"r\", \"id\": \"Z-02\", "
	    "\"attack_id\": \"T1003, CWE-7\"}", 0644);
	put(box, "attacks/z-row/one.py", "", 0644);
	put(box, "attacks/z-row/one.json",
	    "{\"language\": \"python\", \"effect\": \"e\", \"means\": \"m\", \"oracle\": "
	    "\"census\", \"control\": \"in-process\", \"victim\": \"mark\"}", 0644);
	put(box, "attacks/benign/hello", "", 0755);
	put(box, "attacks/benign/hello.json", "{" KEYS ", \"oracle\": \"done\", \"expect\": \"h\"}",
	    0644);
	return 0;
}

static int remove_tree(void **state)
{
	char command[128];

	(void)state;
	snprintf(command, sizeof(command), "rm -r %s", root);
	return system(command);
}

static void rows_then_names(void **state)
{
	static const char *const ids[] = { "z-row/one", "z-row/two", "benign/hello" };
	struct catalogue c;
	struct err e = { 0 };
	const struct program *p;

	(void)state;
	if (catalogue_load(&c, box, share, &e))
		fail_msg("%s", e.text);
	assert_int_equal(c.program_count, 3);
	for (size_t i = 0; i < 3; i++)
		assert_string_equal(c.programs[i].id, ids[i]);
	assert_string_equal(catalogue_row(&c, "z-row")->blurb, "what  happens");
	assert_string_equal(catalogue_row(&c, "z-row")->oracle, "census");
	assert_string_equal(catalogue_row(&c, "z-row")->threshold, "128 tasks: why ");
	assert_null(catalogue_row(&c, "benign")->threshold);
	p = catalogue_find(&c, "z-row/two");
	assert_string_equal(p->oracle, "secret");
	assert_string_equal(p->oracle_arg, "environ");
	assert_string_equal(p->control, "none");
	assert_int_equal(p->victim, VICTIM_CREDENTIALS);
	assert_string_equal(p->needs[1], "numpy");
	assert_null(p->needs[2]);
	assert_int_equal(p->scene, SCENE_AFTER_VICTIM);
	assert_int_equal(p->threshold, 7);
	assert_int_equal(p->seconds, 3);
	assert_true(p->quick && p->armed && !p->python && !p->benign);
	assert_string_equal(p->argv[0], "/opt/ordeal/attacks/z-row/two");
	p = catalogue_find(&c, "z-row/one");
	assert_int_equal(p->victim, VICTIM_MARK);
	assert_string_equal(p->argv[0], "/usr/bin/python3");
	assert_string_equal(p->argv[1], "/opt/ordeal/attacks/attack.py");
	assert_string_equal(p->argv[2], "/opt/ordeal/attacks/z-row/one.py");
	assert_int_equal(p->seconds, 10);
	assert_true(catalogue_find(&c, "benign/hello")->benign);
	assert_null(catalogue_find(&c, "z-row/three"));
	catalogue_free(&c);
}

static void nothing_drops_out_in_silence(void **state)
{
	static const struct { const char *file, *text, *says; } cases[] = {
		{ "z-row/two.json", "{", "two.json:1: " },
		{ "z-row/two.json", "{\n\n\"a\": 1,\n]", "two.json:4: " },
		{ "z-row/two.json", "[]", "two.json:1: not a JSON object" },
		{ "z-row/two.json", "{" KEYS "}", "two.json:1: \"oracle\" is missing" },
		{ "z-row/two.json", "{" KEYS ", \"oracle\": \"magic\"}", "no oracle \"magic\"" },
		{ "z-row/two.json", "{" KEYS ", \"oracle\": \"secret\"}", "no oracle \"secret\"" },
		{ "z-row/two.json", "{" KEYS ", \"oracle\": \"secret:moon\"}", "no oracle" },
		{ "z-row/two.json", "{" KEYS ", \"oracle\": \"census:x\"}", "no oracle" },
		{ "z-row/two.json", "{" KEYS ", \"oracle\": \"done\"}", "is for benign rows" },
		{ "z-row/two.json", SINK "\"scene\": \"duet\"}", "no scene" },
		{ "z-row/two.json", SINK "\"victim\": \"moon\"}", "no victim" },
		{ "z-row/two.json", SINK "\"victim\": \"nobody\"}", "no victim" },
		{ "benign/hello.json", "{" KEYS ", \"oracle\": \"done\", \"expect\": \"h\", "
		  "\"victim\": \"key\"}", "has no \"victim\"" },
		{ "z-row/two.json", SINK "\"needs\": [\"luck\"]}", "no need" },
		{ "z-row/two.json", SINK "\"needs\": \"bash\"}", "must be a list" },
		{ "z-row/two.json", SINK "\"seconds\": \"1\"}", "whole number" },
		{ "z-row/two.json", SINK "\"seconds\": 999}", "above" },
		{ "z-row/two.json", SINK "\"quick\": 1}", "true or false" },
		{ "z-row/two.json", SINK "\"colour\": 1}", "unknown key" },
		{ "z-row/two.json", SINK "\"argv\": []}", "unknown key" },
		{ "z-row/two.json", SINK "\"oracle\": \"sink\"}", "duplicate" },
		{ "z-row/x.json", "{" KEYS ", \"oracle\": \"sink\"}", "no program beside it" },
		{ "benign/hello.json", "{" KEYS ", \"oracle\": \"done\"}", "needs the oracle" },
		{ "y-row/x.json", "{" KEYS ", \"oracle\": \"sink\"}", "rows does not list it" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct catalogue c;
		struct err e = { 0 };
		char path[128];

		snprintf(path, sizeof(path), "attacks/%s", cases[i].file);
		put(box, path, cases[i].text, 0644);
		assert_true(catalogue_load(&c, box, share, &e) < 0);
		if (!strstr(e.text, cases[i].says))
			fail_msg("case %zu says: %s", i, e.text);
		remove_tree(NULL);
		fresh_tree(NULL);
	}
}

/* Whatever an oracle of attacks sees hurts somebody, with each of its arguments. */
static void oracles_say_whom(void **state)
{
	(void)state;
	for (const struct oracle *const *o = oracles; *o; o++) {
		assert_int_equal(oracle_hurts(*o, NULL) == VICTIM_NOBODY, (*o)->benign);
		for (const char *const *arg = (*o)->args; arg && *arg; arg++)
			assert_int_not_equal(oracle_hurts(*o, *arg), VICTIM_NOBODY);
	}
	assert_int_equal(oracle_hurts(NULL, NULL), VICTIM_NOBODY);
}

static void rows_are_checked(void **state)
{
	static const char *const bad[] = { "a attack sink\n", "a evil sink b\n",
					    "a attack sink b\na attack sink b\n",
					    "a attack delphi b\n", " 128 tasks\n",
					    "a attack\n" };
	struct catalogue c;
	struct err e = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		put(share, "rows", bad[i], 0644);
		assert_true(catalogue_load(&c, box, share, &e) < 0);
		assert_non_null(strstr(e.text, i == 2 ? "rows:2: " : "rows:1: "));
	}
}

/* What is asked for, and whether z-row/two is it: secret:environ, after-victim, quick, numpy. */
static void selections(void **state)
{
	static const struct {
		struct selection s;
		bool two;
	} asked[] = {
		{ { 0 }, true },
		{ { .row = "z-*" }, true },
		{ { .row = "z" }, false },
		{ { .id = "*/two" }, true },
		{ { .id = "Z-02" }, true },
		{ { .id = "T1003" }, true },
		{ { .id = "CWE-7" }, true },
		{ { .id = "CWE-*" }, true },
		{ { .id = "CWE-70" }, false },
		{ { .language = "c" }, true },
		{ { .language = "python" }, false },
		{ { .need = "numpy" }, true },
		{ { .need = "ids" }, false },
		{ { .oracle = "secret" }, true },
		{ { .oracle = "secret:environ" }, true },
		{ { .oracle = "secret:*" }, true },
		{ { .oracle = "secret:task" }, false },
		{ { .scene = "after-victim" }, true },
		{ { .scene = "solo" }, false },
		{ { .grader = "none" }, true },
		{ { .grader = "rpc" }, false },
		{ { .quick = true, .oracle = "secret" }, true },
		{ { .quick = true, .oracle = "census" }, false },
	};
	struct catalogue c;
	struct err e = { 0 };

	(void)state;
	assert_int_equal(catalogue_load(&c, box, share, &e), 0);
	for (size_t i = 0; i < sizeof(asked) / sizeof(*asked); i++)
		if (catalogue_selects(&asked[i].s, catalogue_find(&c, "z-row/two")) != asked[i].two)
			fail_msg("selection %zu", i);
	catalogue_free(&c);
}

static void foreign_folders(void **state)
{
	struct catalogue c;
	struct err e = { 0 };
	const struct program *p;

	(void)state;
	put(extra, "package.json", "{\"name\": \"something else\"}", 0644);
	put(extra, ".git/x.json", "not even JSON", 0644);
	put(extra, "mine/run.sh", "", 0755);
	put(extra, "mine/a.json", SINK "\"argv\": [\"run.sh\", \"-x\"], "
				  "\"armed\": false}", 0644);
	put(extra, "b", "", 0755);
	put(extra, "b.json", SINK "\"row\": \"z-row\"}", 0644);
	put(extra, "c", "", 0755);
	put(extra, "c.json", "{" KEYS ", \"oracle\": \"sink\"}", 0644);
	assert_int_equal(catalogue_load(&c, box, share, &e), 0);
	if (catalogue_add_dir(&c, extra, &e))
		fail_msg("%s", e.text);
	p = catalogue_find(&c, "mine/a");
	assert_string_equal(p->argv[0], "/opt/attacks/0/mine/run.sh");
	assert_string_equal(p->argv[1], "-x");
	assert_false(p->armed);
	assert_string_equal(catalogue_find(&c, "z-row/b")->argv[0], "/opt/attacks/0/b");
	assert_non_null(catalogue_find(&c, "extra/c"));
	assert_string_equal(c.programs[0].id, "z-row/b"); /* sorted in */
	assert_int_equal(catalogue_row(&c, "mine")->benign, false);
	assert_true(catalogue_add_dir(&c, share, &e) < 0);
	assert_non_null(strstr(e.text, "no manifest"));
	assert_true(catalogue_add_dir(&c, "/nonexistent", &e) < 0);
	assert_true(catalogue_add_dir(&c, extra, &e) < 0); /* the same ids again */
	catalogue_free(&c);
}

static void commands(void **state)
{
	struct catalogue c;
	struct err e = { 0 };

	(void)state;
	assert_int_equal(catalogue_load(&c, box, share, &e), 0);
	assert_int_equal(catalogue_add_command(&c, "/bin/sh -c 'echo attempting; env'",
					       "secret:environ", &e), 0);
	assert_int_equal(catalogue_add_command(&c, "sh -c id", "creds", &e), 0);
	assert_string_equal(catalogue_find(&c, "given/sh")->argv[2], "echo attempting; env");
	assert_false(catalogue_find(&c, "given/sh")->armed);
	assert_string_equal(catalogue_find(&c, "given/sh-2")->oracle, "creds");
	assert_true(catalogue_add_command(&c, "sh 'open", "creds", &e) < 0);
	assert_true(catalogue_add_command(&c, " ", "creds", &e) < 0);
	assert_true(catalogue_add_command(&c, "true", "magic", &e) < 0);
	catalogue_free(&c);
}

static void needs(void **state)
{
	(void)state;
	assert_true(need_known("ia32") && need_known("python") && !need_known("luck"));
	assert_non_null(need_unmet("luck"));
	assert_ptr_equal(need_unmet("io_uring"), need_unmet("io_uring"));
	assert_int_equal(need_unmet("ids") == NULL, geteuid() == 0);
	assert_int_equal(need_unmet("bash") == NULL, !access("/bin/bash", X_OK));
	need_unmet("ia32"); /* wherever it is off, a child dies of it and we do not */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(rows_then_names, fresh_tree, remove_tree),
		cmocka_unit_test_setup_teardown(nothing_drops_out_in_silence, fresh_tree,
						remove_tree),
		cmocka_unit_test(oracles_say_whom),
		cmocka_unit_test_setup_teardown(rows_are_checked, fresh_tree, remove_tree),
		cmocka_unit_test_setup_teardown(selections, fresh_tree, remove_tree),
		cmocka_unit_test_setup_teardown(foreign_folders, fresh_tree, remove_tree),
		cmocka_unit_test_setup_teardown(commands, fresh_tree, remove_tree),
		cmocka_unit_test(needs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
