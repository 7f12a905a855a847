// SPDX-License-Identifier: MIT
/*
 * The files of accepted cells: read, refused by line, rewritten without losing a word; and what a
 * gate makes of them.
 */
#include "harness/results/expected.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness/reports/gate.h"
#include "harness/ordeal.h"
#include "harness/results/update.h"
#include "lib/fd.h"

#define HEAD \
	"# What is accepted today. A cell without a line has to hold; a benign program, to work." \
	"\n# attack\tverdict\tsince\tuntil\twhy\n"

static char folder[] = "/tmp/ordeal-expected-XXXXXX";

static const char *path_of(const char *name)
{
	static char path[128];

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	return path;
}

static void put(const char *name, const char *text, size_t n)
{
	int fd _cleanup_fd_ = -1;

	mkdir(path_of("host"), 0700);
	fd = open(path_of(name), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	assert_true(fd >= 0);
	assert_int_equal(fd_write_all(fd, text, n), 0);
}

static void assert_file(const char *name, const char *want)
{
	char text[4096];

	assert_true(fd_slurp(AT_FDCWD, path_of(name), text, sizeof(text)) >= 0);
	assert_string_equal(text, want);
}

static void a_file_is_read(void **state)
{
	static const char text[] = HEAD "\n# on what follows\n"
				   "a/b\tbreached\t2026-01-02\t2026-12-31\tbecause, of course\n"
				   "b/c d\tinert\t2026-01-03\t\t\n# the end\n";
	struct expected x;
	struct err e = { 0 };
	struct expectation *line;

	(void)state;
	put("host/env.tsv", text, sizeof(text) - 1);
	assert_int_equal(expected_read(&x, folder, "host", "env", &e), 0);
	assert_int_equal(x.count, 2);
	line = expected_find(&x, "a/b");
	assert_int_equal(line->verdict, VERDICT_BREACHED);
	assert_string_equal(line->since, "2026-01-02");
	assert_string_equal(line->until, "2026-12-31");
	assert_string_equal(line->why, "because, of course");
	assert_string_equal(line->above, "\n# on what follows\n");
	assert_string_equal(expected_find(&x, "b/c d")->until, "");
	assert_null(expected_find(&x, "a"));
	/* Written again, it is the same; a removed line leaves its comment behind. */
	assert_int_equal(expected_write(&x, &e), 0);
	assert_file("host/env.tsv", text);
	expected_remove(&x, line);
	assert_int_equal(expected_write(&x, &e), 0);
	assert_file("host/env.tsv",
		    HEAD "\n# on what follows\nb/c d\tinert\t2026-01-03\t\t\n# the end\n");
	expected_remove(&x, expected_find(&x, "b/c d"));
	assert_int_equal(expected_write(&x, &e), 0);
	assert_file("host/env.tsv", HEAD "\n# on what follows\n# the end\n");
	expected_free(&x);
}

static void broken_files_are_refused_by_line(void **state)
{
#define CASE(line, says) { "# c\n" line "\n", sizeof("# c\n" line "\n") - 1, says }
	static const struct { const char *text; size_t n; const char *says; } cases[] = {
		CASE("a/b\tbroken\t2026-01-02\t\tw", "env.tsv:2: broken and flaky are never"),
		CASE("a/b\tflaky\t2026-01-02\t\tw", "env.tsv:2: broken and flaky are never"),
		CASE("a/b\theld\t2026-01-02\t\tw", "env.tsv:2: what holds or works has no line"),
		CASE("a/b\tworks\t2026-01-02\t\tw", "env.tsv:2: what holds or works has no line"),
		CASE("a/b\tblocked\t2026-01-02\t\tw", "env.tsv:2: there is no such verdict"),
		CASE("a/b\tbreached\t2026-13-02\t\tw", "env.tsv:2: since is no day"),
		CASE("a/b\tbreached\t\t\tw", "env.tsv:2: since is no day"),
		CASE("a/b\tbreached\t2026-01-02\tsoon\tw", "env.tsv:2: until is no day"),
		CASE("a/b\tbreached\t2026-01-02\tw", "env.tsv:2: want five fields"),
		CASE("a/b\tbreached\t2026-01-02\t\tw\tx", "env.tsv:2: want five fields"),
		CASE("command\tbox {command}\ncommand\tbox", "env.tsv:3: there is a line \"command\""),
		CASE("command\t", "env.tsv:2: want one tab after \"command\""),
		CASE("command\tbox\t{command}", "env.tsv:2: want one tab after \"command\""),
		CASE("a/b breached 2026-01-02", "env.tsv:2: want five fields"),
		CASE("ab\tbreached\t2026-01-02\t\tw", "env.tsv:2: the first field is no attack"),
		CASE("\tbreached\t2026-01-02\t\tw", "env.tsv:2: the first field is no attack"),
		CASE("a/b\tbreached\t2026-01-02\t\tw\r", "env.tsv:2: a control character"),
		CASE("a/b\tbreached\t2026-01-02\t\tw\0x", "env.tsv:2: a NUL byte"),
		CASE("a/b\tinert\t2026-01-02\t\tw\na/b\tinert\t2026-01-02\t\tw",
		     "env.tsv:3: this attack has a line already"),
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct expected x;
		struct err e = { 0 };

		put("host/env.tsv", cases[i].text, cases[i].n);
		assert_int_equal(expected_read(&x, folder, "host", "env", &e), -EINVAL);
		if (!strstr(e.text, cases[i].says))
			fail_msg("case %zu: %s", i, e.text);
		expected_free(&x);
	}
}

static void names_are_no_paths(void **state)
{
	static const char *const names[] = { "", ".", "..", "../env", "a/b", "/etc/x", ".env" };

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		struct expected x;
		struct err e = { 0 };

		assert_int_equal(expected_read(&x, folder, "host", names[i], &e), -EINVAL);
		expected_free(&x);
		assert_int_equal(expected_read(&x, folder, names[i], "env", &e), -EINVAL);
		expected_free(&x);
	}
}

/* A results file in memory: a meta line of that day, and cells "attack verdict" of column env. */
static struct results results_of(const char *day, const char *const *cells)
{
	json_t *started = json_sprintf("%sT00:00:00Z", day);
	struct results r = { .meta = json_pack("{s:s, s:o, s:s}", "type", "meta", "started", started,
					       "profile", "host"),
			     .oracles = json_array(), .cells = json_array(),
			     .end = json_object(), .path = strdup("run.jsonl") };

	for (; *cells; cells++) {
		char attack[32], verdict[16];

		assert_int_equal(sscanf(*cells, "%31s %15s", attack, verdict), 2);
		json_array_append_new(r.cells,
				      json_pack("{s:s, s:s, s:s, s:s, s:s, s:b}", "attack", attack,
						"defence", "env", "profile", "host", "verdict",
						verdict, "reason", "a reason", "benign",
						*attack == 'z'));
	}
	return r;
}

static const char *const accepted[] = { "a/breached breached", "b/slow timeout",
					"c/inert inert",       "d/gone unavailable",
					"e/held held",	       "z/works works", NULL };

static void record(const char *day, const char *const *cells, size_t changed, bool prune)
{
	struct results r = results_of(day, cells);
	struct update u = { .results = &r, .dir = folder, .prune = prune };
	struct err e = { 0 };

	if (update_run(&u, &e))
		fail_msg("%s", e.text);
	assert_int_equal(u.changed, changed);
	results_free(&r);
}

static int judge(const char *day, const char *cell, bool strict)
{
	const char *cells[sizeof(accepted) / sizeof(*accepted)];
	size_t n = 0, name = strcspn(cell, " ");
	struct results r;
	struct gate g;
	struct err e = { 0 };
	int code;

	for (; accepted[n]; n++)
		cells[n] = strncmp(accepted[n], cell, name + 1) ? accepted[n] : cell;
	cells[n] = NULL;
	r = results_of(day, cells);
	if (gate_judge(&g, &r, folder, &e))
		fail_msg("%s", e.text);
	code = gate_exit(&g, strict);
	gate_free(&g);
	results_free(&r);
	return code;
}

static void the_gate(void **state)
{
	static const struct { const char *cell; int code, strict; } cases[] = {
		{ "e/held held", 0, 0 },
		{ "e/held breached", EXIT_WORSE, EXIT_WORSE },
		{ "e/held timeout", EXIT_WORSE, EXIT_WORSE },
		{ "e/held unproven", EXIT_WORSE, EXIT_WORSE },
		{ "e/held broken", EXIT_UNMEASURED, EXIT_UNMEASURED },
		{ "e/held flaky", EXIT_UNMEASURED, EXIT_UNMEASURED },
		{ "e/held unavailable", EXIT_UNMEASURED, EXIT_UNMEASURED },
		{ "e/held inert", EXIT_UNMEASURED, EXIT_UNMEASURED },
		{ "a/breached held", 0, EXIT_BETTER },
		{ "a/breached timeout", 0, EXIT_BETTER },
		{ "a/breached broken", EXIT_UNMEASURED, EXIT_UNMEASURED },
		{ "b/slow breached", EXIT_WORSE, EXIT_WORSE },
		{ "b/slow held", 0, EXIT_BETTER },
		{ "c/inert breached", EXIT_WORSE, EXIT_WORSE },
		{ "c/inert held", 0, EXIT_BETTER },
		{ "d/gone held", 0, EXIT_BETTER },
		{ "d/gone inert", 0, EXIT_BETTER },
		{ "z/works fails", EXIT_WORSE, EXIT_WORSE },
		{ "z/works inert", EXIT_UNMEASURED, EXIT_UNMEASURED },
	};

	(void)state;
	unlink(path_of("host/env.tsv"));
	unlink(path_of("host/recorded"));
	record("2026-01-02", accepted, 4, false);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		if (judge("2026-02-01", cases[i].cell, false) != cases[i].code)
			fail_msg("%s: not %d", cases[i].cell, cases[i].code);
		if (judge("2026-02-01", cases[i].cell, true) != cases[i].strict)
			fail_msg("%s: strict: not %d", cases[i].cell, cases[i].strict);
	}
}

/* Accepted until a day: on that day still, on the next no more. */
static void acceptance_expires(void **state)
{
	static const char text[] = "a/breached\tbreached\t2026-01-02\t2026-03-31\tw\n"
				   "b/slow\ttimeout\t2026-01-02\t\tw\n"
				   "c/inert\tinert\t2026-01-02\t\tw\n"
				   "d/gone\tunavailable\t2026-01-02\t\tw\n";

	(void)state;
	put("host/env.tsv", text, sizeof(text) - 1);
	assert_int_equal(judge("2026-03-31", "a/breached breached", true), 0);
	assert_int_equal(judge("2026-04-01", "a/breached breached", true), EXIT_WORSE);
	assert_int_equal(judge("2026-04-01", "a/breached timeout", true), EXIT_WORSE);
	assert_int_equal(judge("2026-04-01", "a/breached held", false), 0);
	assert_int_equal(judge("2026-04-01", "a/breached flaky", false), EXIT_UNMEASURED);
}

static void an_update_keeps_what_people_wrote(void **state)
{
	static const char text[] = HEAD "command\tbox '{command}'\n# why it is so\n"
				   "a/breached\tbreached\t2026-01-02\t2026-03-31\tfirst\n"
				   "b/slow\ttimeout\t2026-01-03\t2027-01-01\tsecond\n"
				   "c/inert\tinert\t2026-01-04\t\tthird\n"
				   "d/flaky\tbreached\t2026-01-05\t\tfourth\n"
				   "x/vanished\tbreached\t2026-01-06\t\tfifth\n";
	static const char *const cells[] = { "a/breached breached", "b/slow breached",
					     "c/inert held", "d/flaky flaky", "e/new unproven",
					     NULL };

	(void)state;
	put("host/env.tsv", text, sizeof(text) - 1);
	record("2026-02-01", cells, 3, false);
	assert_file("host/env.tsv", HEAD "command\tbox '{command}'\n# why it is so\n"
					 "a/breached\tbreached\t2026-01-02\t2026-03-31\tfirst\n"
					 "b/slow\tbreached\t2026-02-01\t2027-01-01\tsecond\n"
					 "d/flaky\tbreached\t2026-01-05\t\tfourth\n"
					 "e/new\tunproven\t2026-02-01\t\ta reason\n"
					 "x/vanished\tbreached\t2026-01-06\t\tfifth\n");
	record("2026-02-02", cells, 0, false);
	record("2026-02-02", cells, 1, true);
}

static int setup(void **state)
{
	(void)state;
	return mkdtemp(folder) ? 0 : -1;
}

static int teardown(void **state)
{
	(void)state;
	unlink(path_of("host/env.tsv"));
	unlink(path_of("host/recorded"));
	rmdir(path_of("host"));
	return rmdir(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_file_is_read),
		cmocka_unit_test(broken_files_are_refused_by_line),
		cmocka_unit_test(names_are_no_paths),
		cmocka_unit_test(the_gate),
		cmocka_unit_test(acceptance_expires),
		cmocka_unit_test(an_update_keeps_what_people_wrote),
	};

	return cmocka_run_group_tests_name("expected", tests, setup, teardown);
}
