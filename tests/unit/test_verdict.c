// SPDX-License-Identifier: MIT
/*
 * The verdict over its whole domain: every combination of facts, against rules written the other
 * way round, plus the table of the design as named rows.
 */
#include "harness/results/verdict.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

/* All facts that speak for an honest, believed cell; each row changes what it names. */
static const struct facts good = { .control = SIGHT_SEEN,
				   .trial = SIGHT_CLEAN,
				   .attempted = true,
				   .honest_ok = true };

static enum verdict of(struct facts f)
{
	return verdict_of(&f).verdict;
}

#define WITH(...) ({ struct facts f_ = good; struct facts *f = &f_; (void)f; __VA_ARGS__; of(f_); })

static void table(void **state)
{
	(void)state;
	assert_int_equal(WITH(), VERDICT_HELD);
	assert_int_equal(WITH(f->trial = SIGHT_SEEN), VERDICT_BREACHED);
	assert_int_equal(WITH(f->control = SIGHT_CLEAN), VERDICT_INERT);
	assert_int_equal(WITH(f->control = SIGHT_CLEAN, f->trial = SIGHT_SEEN), VERDICT_BROKEN);
	assert_int_equal(WITH(f->control = SIGHT_BLIND), VERDICT_BROKEN);
	assert_int_equal(WITH(f->trial = SIGHT_BLIND), VERDICT_BROKEN);
	assert_int_equal(WITH(f->absent = true), VERDICT_ABSENT);
	assert_int_equal(WITH(f->absent = true, f->trial = SIGHT_SEEN), VERDICT_BREACHED);
	assert_int_equal(WITH(f->attempted = false), VERDICT_UNPROVEN);
	assert_int_equal(WITH(f->honest_ok = false), VERDICT_UNPROVEN);
	assert_int_equal(WITH(f->worker_died = true), VERDICT_UNPROVEN);
	assert_int_equal(WITH(f->timed_out = true), VERDICT_TIMEOUT);
	assert_int_equal(WITH(f->hello_failed = true), VERDICT_BROKEN);
	assert_int_equal(WITH(f->dead = true), VERDICT_BROKEN);
	assert_int_equal(WITH(f->dead = true, f->control = SIGHT_CLEAN), VERDICT_INERT);
	assert_int_equal(WITH(f->dead = true, f->benign = true), VERDICT_FAILS);
	assert_int_equal(WITH(f->fault = true), VERDICT_FAULT);
	assert_int_equal(WITH(f->crashed = true, f->control = SIGHT_CLEAN), VERDICT_BROKEN);
	assert_int_equal(WITH(f->wavers = true), VERDICT_FLAKY);
	assert_int_equal(WITH(f->wavers = true, f->trial = SIGHT_SEEN), VERDICT_BREACHED);
	assert_int_equal(WITH(f->wavers = true, f->benign = true), VERDICT_FLAKY);
	assert_int_equal(WITH(f->near = true), VERDICT_UNPROVEN);
	assert_int_equal(WITH(f->near = true, f->trial = SIGHT_SEEN), VERDICT_UNPROVEN);
	assert_int_equal(WITH(f->control_near = true), VERDICT_UNPROVEN);
	assert_int_equal(WITH(f->control_near = true, f->trial = SIGHT_SEEN), VERDICT_BREACHED);
	assert_int_equal(WITH(f->unavailable = true), VERDICT_UNAVAILABLE);
	assert_int_equal(WITH(f->unmet = true), VERDICT_NOTRUN);
	assert_int_equal(WITH(f->benign = true, f->trial = SIGHT_SEEN), VERDICT_WORKS);
	assert_int_equal(WITH(f->benign = true), VERDICT_FAILS);
	assert_int_equal(WITH(f->benign = true, f->control = SIGHT_CLEAN), VERDICT_INERT);
	assert_int_equal(WITH(f->benign = true, f->control = SIGHT_CLEAN, f->starved = true),
			 VERDICT_NOTRUN);
	assert_int_equal(WITH(f->control = SIGHT_CLEAN, f->starved = true), VERDICT_INERT);
	assert_int_equal(WITH(f->starved = true), VERDICT_HELD);
	assert_int_equal(WITH(f->control = SIGHT_CLEAN, f->alone = true), VERDICT_INERT);
	assert_int_equal(WITH(f->alone = true), VERDICT_HELD);
}

static struct facts nth(unsigned n)
{
	struct facts f = { 0 };

	f.benign = n & 1;
	f.unmet = n >> 1 & 1;
	f.unavailable = n >> 2 & 1;
	f.hello_failed = n >> 3 & 1;
	f.attempted = n >> 4 & 1;
	f.honest_ok = n >> 5 & 1;
	f.timed_out = n >> 6 & 1;
	f.worker_died = n >> 7 & 1;
	f.dead = n >> 8 & 1;
	f.fault = n >> 9 & 1;
	f.wavers = n >> 10 & 1;
	f.crashed = n >> 11 & 1;
	f.near = n >> 12 & 1;
	f.control_near = n >> 13 & 1;
	f.absent = n >> 14 & 1;
	f.starved = n >> 15 & 1;
	f.control = (enum sight)((n >> 16) % 3);
	f.trial = (enum sight)((n >> 16) / 3);
	return f;
}

enum { DOMAIN = 65536 * 9 };

/* `held` is the strong word: exactly these facts earn it, and no others. */
static void held_needs_everything(void **state)
{
	unsigned held = 0;

	(void)state;
	for (unsigned n = 0; n < DOMAIN; n++) {
		struct facts f = nth(n);
		bool earned = !f.benign && !f.unmet && !f.unavailable && !f.hello_failed &&
			      f.attempted && f.honest_ok && !f.worker_died && !f.timed_out &&
			      !f.dead && !f.fault && !f.absent && !f.wavers && !f.near &&
			      !f.control_near && f.control == SIGHT_SEEN && f.trial == SIGHT_CLEAN;

		assert_int_equal(of(f) == VERDICT_HELD, earned);
		held += earned;
	}
	assert_int_equal(held,
			 4); /* nobody asks whether a control that was seen crashed, or starved */
}

/* Whatever else is true: an effect that was seen is never held, a clean control never counts. */
static void no_fact_whitewashes(void **state)
{
	(void)state;
	for (unsigned n = 0; n < DOMAIN; n++) {
		struct facts f = nth(n);
		struct ruling r = verdict_of(&f);
		enum verdict v = r.verdict;

		assert_non_null(r.why);
		assert_true(v < VERDICT_COUNT);
		assert_true(!r.near || (v == VERDICT_UNPROVEN && f.near));
		if (v == VERDICT_ABSENT)
			assert_true(f.absent && f.control == SIGHT_SEEN && f.trial == SIGHT_CLEAN);
		if (v == VERDICT_FLAKY)
			assert_true(f.wavers && f.trial == SIGHT_CLEAN);
		if (f.unmet)
			assert_int_equal(v, VERDICT_NOTRUN);
		else if (f.unavailable)
			assert_int_equal(v, VERDICT_UNAVAILABLE);
		else if (f.fault)
			assert_int_equal(v, VERDICT_FAULT);
		else if (f.starved && f.benign && f.control == SIGHT_CLEAN)
			assert_int_equal(v, VERDICT_NOTRUN);
		else if (f.crashed && f.control == SIGHT_CLEAN)
			assert_int_equal(v, VERDICT_BROKEN);
		else if (f.dead && f.control == SIGHT_SEEN)
			assert_int_equal(v, f.benign ? VERDICT_FAILS : VERDICT_BROKEN);
		else if (f.control == SIGHT_BLIND || f.trial == SIGHT_BLIND)
			assert_int_equal(v, VERDICT_BROKEN);
		else if (f.benign)
			assert_int_equal(v, f.control == SIGHT_CLEAN ? VERDICT_INERT :
					    f.trial == SIGHT_SEEN    ? VERDICT_WORKS :
					    f.wavers		     ? VERDICT_FLAKY :
								       VERDICT_FAILS);
		else if (f.trial == SIGHT_SEEN)
			assert_int_equal(v, f.control != SIGHT_SEEN ? VERDICT_BROKEN :
					    f.near		    ? VERDICT_UNPROVEN :
								      VERDICT_BREACHED);
		else if (f.control == SIGHT_CLEAN)
			assert_int_equal(v, VERDICT_INERT);
	}
}

static void names_round_trip(void **state)
{
	(void)state;
	for (enum verdict v = 0; v < VERDICT_COUNT; v++)
		assert_int_equal(verdict_parse(verdict_name(v)), v);
	assert_int_equal(verdict_parse("blocked"), VERDICT_COUNT);
	for (int s = SIGHT_CLEAN; s <= SIGHT_BLIND; s++)
		assert_int_equal(sight_parse(sight_name((enum sight)s)), s);
	assert_int_equal(sight_parse("SKIP"), -1);
}

/* What one run of a cell can say: every verdict, and to be near the threshold. */
enum { KINDS = VERDICT_COUNT + 1, NEAR = VERDICT_COUNT };

static struct ruling run_of(unsigned kind)
{
	return (struct ruling){ kind == NEAR ? VERDICT_UNPROVEN : (enum verdict)kind, kind == NEAR,
				"a reason" };
}

/* All that up to five runs can say together, in any order. */
static void of_many_runs(void **state)
{
	(void)state;
	for (unsigned n = 1; n <= 5; n++) {
		unsigned all = 1;

		for (unsigned i = 0; i < n; i++)
			all *= KINDS;
		for (unsigned k = 0; k < all; k++) {
			unsigned count[KINDS] = { 0 }, rest = k, spoke, kinds = 0;
			struct ruling runs[5], r;

			for (unsigned i = 0; i < n; i++, rest /= KINDS) {
				count[rest % KINDS]++;
				runs[i] = run_of(rest % KINDS);
			}
			r = verdict_over(runs, n);
			spoke = n - count[VERDICT_FAULT] - count[NEAR];
			for (unsigned i = 0; i < NEAR; i++)
				kinds += i != VERDICT_FAULT && count[i];
			assert_non_null(r.why);
			if (count[VERDICT_BREACHED]) /* one is enough */
				assert_int_equal(r.verdict, VERDICT_BREACHED);
			else if (count[VERDICT_FAULT] == n)
				assert_int_equal(r.verdict, VERDICT_FAULT);
			else if (count[NEAR] > 1 || (count[NEAR] && spoke < 3))
				assert_true(r.verdict == VERDICT_UNPROVEN && r.near);
			else if (kinds > 1)
				assert_int_equal(r.verdict, VERDICT_FLAKY);
			else
				assert_int_equal(count[r.verdict], spoke);
			if (r.verdict == VERDICT_HELD) /* never in spite of another run */
				assert_int_equal(count[VERDICT_HELD], spoke);
		}
	}
}

/* However the runs end, asking for more comes to an end, after three of a kind at most. */
static void more_runs_come_to_an_end(void **state)
{
	struct ruling runs[16];

	(void)state;
	for (unsigned k = 0; k < KINDS * KINDS * KINDS * KINDS; k++) {
		unsigned rest = k, n = 0, faults = 0;

		do {
			runs[n] = run_of(rest % KINDS);
			faults += runs[n++].verdict == VERDICT_FAULT;
			rest = n % 4 ? rest / KINDS : k; /* the same four over and over */
			assert_true(n < 8);
		} while (verdict_wants_more(runs, n));
		assert_true(n - faults <= 4 && faults <= 3);
	}
	for (unsigned kind = 0; kind < KINDS; kind++) {
		runs[0] = run_of(kind);
		assert_int_equal(verdict_wants_more(runs, 1),
				 kind == NEAR || kind == VERDICT_FAULT);
	}
}

static void only_proofs_count(void **state)
{
	(void)state;
	assert_true(verdict_counts(VERDICT_HELD) && verdict_counts(VERDICT_BREACHED));
	assert_true(verdict_counts(VERDICT_BROKEN) && verdict_counts(VERDICT_FLAKY));
	assert_false(verdict_counts(VERDICT_INERT) || verdict_counts(VERDICT_NOTRUN) ||
		     verdict_counts(VERDICT_UNAVAILABLE) || verdict_counts(VERDICT_FAULT));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(table),
		cmocka_unit_test(held_needs_everything),
		cmocka_unit_test(no_fact_whitewashes),
		cmocka_unit_test(names_round_trip),
		cmocka_unit_test(of_many_runs),
		cmocka_unit_test(more_runs_come_to_an_end),
		cmocka_unit_test(only_proofs_count),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
