// SPDX-License-Identifier: MIT
/*
 * From episodes to a cell: for each verdict, the episodes that lead there and what the line in the
 * results file then says. The judgement itself is test_verdict's; here it must get the right facts.
 */
#include "harness/run/cell.h"

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
	int figure; /* of a threshold of 100, a margin of 10; 0: nothing was counted */
	bool fault, crashed;
	const char *absent; /* what it says does not exist */
};

static const struct seen leaks = { .sight = "SEEN", .attempted = true, .honest_ok = true };
static const struct seen stopped = { .sight = "CLEAN", .attempted = true, .honest_ok = true };

static struct program program;
static struct defence defence;
static struct column column;
static json_t *cell;
static bool more; /* would another run say more? */

static json_t *episode(struct seen s)
{
	json_t *measured = s.figure ? json_pack("{s:i, s:i, s:i, s:s, s:i}", "figure", s.figure,
						"threshold", 100, "margin", 10, "unit", "eggs",
						"per_unit", 1) : json_null();

	return json_pack("{s:s, s:s?, s:b, s:b, s:b, s:b, s:b, s:b, s:o, s:{s:s, s:s, s:s, s:s?}, "
			 "s:[s], s:s?, s:{s:f}}",
			 "sight", s.sight, "error", s.error, "attempted", s.attempted, "honest_ok",
			 s.honest_ok, "timed_out", s.timed_out, "worker_died", s.worker_died,
			 "fault", s.fault, "crashed", s.crashed, "measured", measured, "ending",
			 "how", "exit 1", "stdout", "attempting\n", "stderr",
			 s.crashed ? "first\nTraceback\nTypeError: no\n" : "", "honest",
			 s.honest_ok ? NULL : "exit 3: it said so",
			 "exhibits", s.sight, "absent", s.absent, "ms", "build", 3.5);
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

static json_t *list_of(const struct seen *episodes, size_t n)
{
	json_t *list = n ? json_array() : NULL;

	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, episode(episodes[i]));
	return list;
}

/* The verdict on these trials; the line goes to `cell`. */
static enum verdict judge_all(const char *unmet, const struct seen *controls, size_t control_count,
			      const struct seen *trials, size_t n)
{
	json_t *before = list_of(controls, control_count), *list = list_of(trials, n);
	const struct cell c = { .program = &program, .column = &column, .unmet = unmet,
				.controls = before, .trials = list, .profile = "host" };
	enum verdict v = VERDICT_COUNT;

	json_decref(cell);
	cell = cell_object(&c, &v);
	assert_non_null(cell);
	assert_string_equal(json_string_value(json_object_get(cell, "verdict")), verdict_name(v));
	more = cell_wants_more(&c);
	json_decref(before);
	json_decref(list);
	return v;
}

static enum verdict judge(const char *unmet, const struct seen *control, const struct seen *trials,
			  size_t n)
{
	return judge_all(unmet, control, control ? 1 : 0, trials, n);
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

/* Before its mark or behind it, and for the honest student: the means was not there to be stopped.
 */
static void absent(void **state)
{
	struct seen lacks = stopped, poor = stopped;

	(void)state;
	lacks.absent = poor.absent = "os.fork";
	lacks.attempted = poor.honest_ok = false;
	assert_int_equal(one(leaks, lacks), VERDICT_ABSENT);
	assert_non_null(strstr(text("reason"), ": os.fork"));
	assert_int_equal(one(leaks, poor), VERDICT_ABSENT);
	lacks.attempted = true;
	assert_int_equal(one(leaks, lacks), VERDICT_ABSENT);
	lacks.sight = "SEEN"; /* whatever it says */
	assert_int_equal(one(leaks, lacks), VERDICT_BREACHED);
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
	assert_non_null(strstr(text("reason"), "exit 3: it said so"));
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
	const struct seen blind = { .sight = "BLIND", .error = "the keeper died without a result" };

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

/* Never a vote: nine that hold hide no breach. And what is shown is that one. */
static void one_breach_is_a_breach(void **state)
{
	const struct seen runs[] = { stopped, leaks, stopped };

	(void)state;
	assert_int_equal(judge(NULL, &leaks, runs, 3), VERDICT_BREACHED);
	assert_string_equal(text("trial"), "SEEN");
	assert_non_null(strstr(text("reason"), "2 held, 1 breached"));
	assert_int_equal(json_array_size(json_object_get(cell, "runs")), 3);
	assert_string_equal(json_string_value(json_array_get(json_object_get(cell, "runs"), 0)),
			    "held");
}

static void neither_side_shown_is_flaky(void **state)
{
	struct seen slow = stopped;
	struct seen runs[] = { stopped, stopped, stopped };

	(void)state;
	slow.timed_out = true;
	runs[1] = slow;
	assert_int_equal(judge(NULL, &leaks, runs, 3), VERDICT_FLAKY);
	assert_non_null(strstr(text("reason"), "2 held, 1 timeout"));
	assert_true(json_is_true(ending("timed_out")));
}

/* Seen once and not again, undefended: not to see it under a defence says nothing. */
static void a_control_that_wavers_proves_nothing(void **state)
{
	const struct seen controls[] = { leaks, stopped };

	(void)state;
	assert_int_equal(judge_all(NULL, controls, 2, &stopped, 1), VERDICT_FLAKY);
	assert_string_equal(text("control"), "SEEN");
	assert_int_equal(json_array_size(json_object_get(cell, "controls")), 2);
	assert_int_equal(judge_all(NULL, controls, 2, &leaks, 1), VERDICT_BREACHED);
	program.benign = true;
	assert_int_equal(judge_all(NULL, controls, 2, &stopped, 1), VERDICT_FLAKY);
}

/* One that was missed, or blind, is made good by one that saw. */
static void one_control_is_enough_to_accuse(void **state)
{
	const struct seen blind = { .sight = "BLIND" };
	const struct seen missed[] = { stopped, leaks }, deaf[] = { blind, leaks };

	(void)state;
	assert_int_equal(judge_all(NULL, missed, 2, &leaks, 1), VERDICT_BREACHED);
	assert_int_equal(judge_all(NULL, deaf, 2, &stopped, 1), VERDICT_HELD);
	assert_int_equal(one(stopped, leaks), VERDICT_BROKEN);
	assert_non_null(strstr(text("reason"), "the attack"));
}

static struct seen counted(const char *sight, int figure)
{
	struct seen s = { .sight = sight, .attempted = true, .honest_ok = true, .figure = figure };

	return s;
}

static int in_measured(const char *key)
{
	return (int)json_integer_value(json_object_get(json_object_get(cell, "measured"), key));
}

static void near_the_threshold_is_unproven(void **state)
{
	const struct seen far = counted("SEEN", 150);
	const int held[] = { 1, 50, 89 }, open[] = { 90, 95, 99 }, shaky[] = { 100, 105, 110 },
		  breached[] = { 111, 150, 1000 };

	(void)state;
	for (int i = 0; i < 3; i++) {
		assert_int_equal(one(far, counted("CLEAN", held[i])), VERDICT_HELD);
		assert_false(more);
		assert_int_equal(one(far, counted("CLEAN", open[i])), VERDICT_UNPROVEN);
		assert_true(more);
		assert_int_equal(one(far, counted("SEEN", shaky[i])), VERDICT_UNPROVEN);
		assert_true(more);
		assert_int_equal(one(far, counted("SEEN", breached[i])), VERDICT_BREACHED);
		assert_false(more);
	}
	assert_int_equal(one(far, counted("SEEN", 105)), VERDICT_UNPROVEN);
	assert_int_equal(in_measured("figure"), 105);
	assert_int_equal(in_measured("threshold"), 100);
	assert_non_null(strstr(text("reason"), "105 eggs, seen at 100"));
	assert_int_equal(one(counted("SEEN", 105), counted("CLEAN", 5)), VERDICT_UNPROVEN);
	assert_int_equal(one(leaks, stopped), VERDICT_HELD);
	assert_true(json_is_null(json_object_get(cell, "measured")));
}

static void another_run_may_say_it(void **state)
{
	const struct seen far = counted("SEEN", 150), near = counted("CLEAN", 95),
			  low = counted("CLEAN", 50);
	const struct seen held[] = { near, low, low, low }, stays[] = { near, low, near },
			  breach[] = { near, far };

	(void)state;
	for (size_t n = 1; n < 4; n++) {
		assert_int_equal(judge(NULL, &far, held, n), VERDICT_UNPROVEN);
		assert_true(more);
	}
	assert_int_equal(judge(NULL, &far, held, 4), VERDICT_HELD);
	assert_false(more);
	assert_int_equal(judge(NULL, &far, stays, 3), VERDICT_UNPROVEN);
	assert_false(more);
	assert_int_equal(judge(NULL, &far, breach, 2), VERDICT_BREACHED);
	assert_false(more);
}

/* What the machine did is blamed on nobody, and tried again. */
static void a_fault_is_no_verdict(void **state)
{
	const struct seen fault = { .sight = "BLIND", .error = "ld.so.cache: gone", .fault = true };
	const struct seen better[] = { fault, stopped }, three[] = { fault, fault, fault };

	(void)state;
	assert_int_equal(one(leaks, fault), VERDICT_FAULT);
	assert_non_null(strstr(text("reason"), "ld.so.cache"));
	assert_true(more);
	assert_int_equal(judge(NULL, &leaks, three, 3), VERDICT_FAULT);
	assert_false(more);
	assert_int_equal(judge(NULL, &leaks, better, 2), VERDICT_HELD);
	assert_int_equal(one(fault, stopped), VERDICT_FAULT);
}

static void a_crash_is_not_inert(void **state)
{
	struct seen crash = { .sight = "CLEAN", .honest_ok = true, .crashed = true };

	(void)state;
	assert_int_equal(one(crash, crash), VERDICT_BROKEN);
	assert_non_null(strstr(text("reason"), "(exit 1): Traceback TypeError: no"));
	assert_int_equal(one(leaks, crash), VERDICT_UNPROVEN);
}

/* Not tried at all, and with its own words. */
static void a_dead_column_is_not_measured(void **state)
{
	(void)state;
	column.dead = "firejial: not found";
	assert_int_equal(judge(NULL, &leaks, NULL, 0), VERDICT_BROKEN);
	assert_non_null(strstr(text("reason"), "firejial: not found"));
	assert_true(json_is_null(json_object_get(cell, "trial")));
	assert_int_equal(judge(NULL, &stopped, NULL, 0), VERDICT_INERT);
	program.benign = true;
	assert_int_equal(judge(NULL, &leaks, NULL, 0), VERDICT_FAILS);
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
		CELL(absent),
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
		CELL(one_breach_is_a_breach),
		CELL(neither_side_shown_is_flaky),
		CELL(a_control_that_wavers_proves_nothing),
		CELL(one_control_is_enough_to_accuse),
		CELL(near_the_threshold_is_unproven),
		CELL(another_run_may_say_it),
		CELL(a_fault_is_no_verdict),
		CELL(a_crash_is_not_inert),
		CELL(a_dead_column_is_not_measured),
		CELL(three_that_agree),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
