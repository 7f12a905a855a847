// SPDX-License-Identifier: MIT
/*
 * From episodes to a cell: for each verdict, the episodes that lead there and what the line in the
 * results file then says. The judgement itself is test_verdict's; here it must get the right facts.
 */
#include "harness/cell.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

/* An episode as a keeper reports it. */
struct seen {
	const char *sight, *error;
	bool attempted, honest_ok, timed_out, worker_died;
};

static const struct seen leaks = { "SEEN", NULL, true, true, false, false };
static const struct seen stopped = { "CLEAN", NULL, true, true, false, false };

static struct program program;
static struct defence defence;
static struct column column;
static json_t *cell;

static json_t *episode(struct seen s)
{
	return json_pack("{s:s, s:s?, s:b, s:b, s:b, s:b, s:{s:s, s:s, s:s}, s:[s], s:{s:f}}",
			 "sight", s.sight, "error", s.error, "attempted", s.attempted, "honest_ok",
			 s.honest_ok, "timed_out", s.timed_out, "worker_died", s.worker_died,
			 "ending", "how", "exit 1", "stdout", "attempting\n", "stderr", "",
			 "exhibits", s.sight, "ms", "build", 3.5);
}

static int fresh(void **state)
{
	(void)state;
	program = (struct program){ .id = "row/means", .row = "row", .name = "means", .control = "none",
				    .language = "c", .oracle = "secret", .oracle_arg = "environ" };
	defence = (struct defence){ .name = "env", .group = "layer" };
	column = (struct column){ .defence = &defence };
	cell = NULL;
	return 0;
}

static int drop(void **state)
{
	(void)state;
	json_decref(cell);
	return 0;
}

/* The verdict on these trials; the line goes to `cell`. */
static enum verdict judge(const char *unmet, const struct seen *control, const struct seen *trials,
			  size_t n)
{
	json_t *before = control ? episode(*control) : NULL, *list = n ? json_array() : NULL;
	const struct cell c = { .program = &program, .column = &column, .unmet = unmet,
				.control = before, .trials = list, .profile = "host" };
	enum verdict v = VERDICT_COUNT;

	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, episode(trials[i]));
	json_decref(cell);
	cell = cell_object(&c, &v);
	assert_non_null(cell);
	assert_string_equal(json_string_value(json_object_get(cell, "verdict")), verdict_name(v));
	json_decref(before);
	json_decref(list);
	return v;
}

static enum verdict one(struct seen control, struct seen trial)
{
	return judge(NULL, &control, &trial, 1);
}

static const char *text(const char *key)
{
	const char *value = json_string_value(json_object_get(cell, key));

	return value ? value : "(null)";
}

static const json_t *ending(const char *key)
{
	return json_object_get(json_object_get(cell, "ending"), key);
}

static void held(void **state)
{
	(void)state;
	assert_int_equal(one(leaks, stopped), VERDICT_HELD);
	assert_string_equal(text("type"), "cell");
	assert_string_equal(text("attack"), "row/means");
	assert_string_equal(text("row"), "row");
	assert_string_equal(text("defence"), "env");
	assert_string_equal(text("group"), "layer");
	assert_string_equal(text("profile"), "host");
	assert_string_equal(text("oracle"), "secret:environ");
	assert_string_equal(text("control"), "SEEN");
	assert_string_equal(text("trial"), "CLEAN");
	assert_true(json_is_true(ending("attempted")));
	assert_string_equal(json_string_value(ending("how")), "exit 1");
	assert_int_equal(json_array_size(json_object_get(cell, "runs")), 1);
}

static void breached(void **state)
{
	(void)state;
	assert_int_equal(one(leaks, leaks), VERDICT_BREACHED);
	assert_string_equal(text("trial"), "SEEN");
	assert_int_equal(json_array_size(json_object_get(cell, "exhibits")), 1);
}

/* A thief need not say that it tries. */
static void a_quiet_effect_is_breached_too(void **state)
{
	struct seen quiet = leaks;

	(void)state;
	quiet.attempted = false;
	assert_int_equal(one(leaks, quiet), VERDICT_BREACHED);
}

static void inert(void **state)
{
	(void)state;
	assert_int_equal(one(stopped, stopped), VERDICT_INERT);
}

static void unproven(void **state)
{
	struct seen silent = stopped, no_victim = stopped, no_witness = stopped;

	(void)state;
	silent.attempted = false;
	assert_int_equal(one(leaks, silent), VERDICT_UNPROVEN);
	assert_non_null(strstr(text("reason"), "primitive"));
	no_victim.honest_ok = false;
	assert_int_equal(one(leaks, no_victim), VERDICT_UNPROVEN);
	assert_non_null(strstr(text("reason"), "honest"));
	no_witness.worker_died = true;
	assert_int_equal(one(leaks, no_witness), VERDICT_UNPROVEN);
	assert_non_null(strstr(text("reason"), "worker died"));
}

static void timeout(void **state)
{
	struct seen slow = stopped;

	(void)state;
	slow.timed_out = true;
	assert_int_equal(one(leaks, slow), VERDICT_TIMEOUT);
	assert_true(json_is_true(ending("timed_out")));
}

static void broken(void **state)
{
	const struct seen blind = { "BLIND", "the keeper died without a result", false, false,
				     false, false };

	(void)state;
	assert_int_equal(one(stopped, leaks), VERDICT_BROKEN);
	assert_int_equal(one(blind, stopped), VERDICT_BROKEN);
	assert_int_equal(one(leaks, blind), VERDICT_BROKEN);
	assert_non_null(strstr(text("reason"), "the keeper died"));
	column.hello[HELLO_C] = "it cannot run hello";
	assert_int_equal(one(leaks, stopped), VERDICT_BROKEN);
	assert_non_null(strstr(text("reason"), "it cannot run hello"));
}

/* What nobody said counts as not seen, never as clean. */
static void an_unknown_sight_is_blind(void **state)
{
	struct seen odd = stopped;

	(void)state;
	odd.sight = "FINE";
	assert_int_equal(one(leaks, odd), VERDICT_BROKEN);
	assert_int_equal(judge(NULL, NULL, &stopped, 1), VERDICT_BROKEN);
}

static void hello_is_asked_in_the_program_s_language(void **state)
{
	(void)state;
	column.hello[HELLO_PYTHON] = "it cannot run hello";
	assert_int_equal(one(leaks, stopped), VERDICT_HELD);
	program.python = true;
	assert_int_equal(one(leaks, stopped), VERDICT_BROKEN);
	column.hello[HELLO_PYTHON] = NULL;
	column.hello[HELLO_C] = "it cannot run hello";
	assert_int_equal(one(leaks, stopped), VERDICT_HELD);
}

/* Where the defence gives canaries away itself, a canary that is seen accuses nobody. */
static void a_leaking_defence_breaks_its_secret_cells(void **state)
{
	(void)state;
	column.leaks = true;
	column.hello[HELLO_C] = column.hello[HELLO_PYTHON] = "it gives a canary away itself";
	assert_int_equal(one(leaks, leaks), VERDICT_BROKEN);
	assert_int_equal(one(leaks, stopped), VERDICT_BROKEN);
	assert_non_null(strstr(text("reason"), "gives a canary away"));
	program.oracle = "census";
	program.oracle_arg = NULL;
	assert_int_equal(one(leaks, leaks), VERDICT_BREACHED);
}

/* A victim that cannot run under the defence at all fails without any attacker. */
static void a_refusing_defence_has_no_victims(void **state)
{
	(void)state;
	program.oracle = "victim";
	program.oracle_arg = NULL;
	assert_int_equal(one(leaks, leaks), VERDICT_BREACHED);
	column.hello[HELLO_C] = "it cannot run hello";
	assert_int_equal(one(leaks, leaks), VERDICT_BROKEN);
}

static void unavailable(void **state)
{
	(void)state;
	column.unavailable = "not installed";
	assert_int_equal(judge(NULL, &leaks, NULL, 0), VERDICT_UNAVAILABLE);
	assert_string_equal(text("reason"), "not installed");
	assert_true(json_is_null(json_object_get(cell, "trial")));
	assert_true(json_is_null(json_object_get(cell, "ending")));
}

static void notrun(void **state)
{
	(void)state;
	column.unavailable = "not installed"; /* a need comes first: it is the attack's own */
	assert_int_equal(judge("/bin/bash is missing", NULL, NULL, 0), VERDICT_NOTRUN);
	assert_string_equal(text("reason"), "/bin/bash is missing");
	assert_true(json_is_null(json_object_get(cell, "control")));
}

static void works_and_fails(void **state)
{
	(void)state;
	program.benign = true;
	program.oracle = "done";
	program.oracle_arg = NULL;
	assert_int_equal(one(leaks, leaks), VERDICT_WORKS);
	assert_string_equal(text("oracle"), "done");
	assert_int_equal(one(leaks, stopped), VERDICT_FAILS);
	assert_int_equal(one(stopped, stopped), VERDICT_INERT);
}

/* Never averaged; and what is shown is the run that speaks against the defence. */
static void flaky(void **state)
{
	const struct seen runs[] = { stopped, leaks, stopped };

	(void)state;
	assert_int_equal(judge(NULL, &leaks, runs, 3), VERDICT_FLAKY);
	assert_string_equal(text("trial"), "SEEN");
	assert_int_equal(json_array_size(json_object_get(cell, "runs")), 3);
	assert_string_equal(json_string_value(json_array_get(json_object_get(cell, "runs"), 0)),
			    "held");
}

static void three_that_agree(void **state)
{
	const struct seen runs[] = { stopped, stopped, stopped };

	(void)state;
	assert_int_equal(judge(NULL, &leaks, runs, 3), VERDICT_HELD);
}

#define CELL(f) cmocka_unit_test_setup_teardown(f, fresh, drop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CELL(held),
		CELL(breached),
		CELL(a_quiet_effect_is_breached_too),
		CELL(inert),
		CELL(unproven),
		CELL(timeout),
		CELL(broken),
		CELL(an_unknown_sight_is_blind),
		CELL(hello_is_asked_in_the_program_s_language),
		CELL(a_leaking_defence_breaks_its_secret_cells),
		CELL(a_refusing_defence_has_no_victims),
		CELL(unavailable),
		CELL(notrun),
		CELL(works_and_fails),
		CELL(flaky),
		CELL(three_that_agree),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
