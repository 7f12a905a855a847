// SPDX-License-Identifier: MIT
/*
 * The verdict over its whole domain: every combination of facts, against rules written the other
 * way round, plus the table of the design as named rows.
 */
#include "harness/verdict.h"

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
	return verdict_of(&f, NULL);
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
	assert_int_equal(WITH(f->attempted = false), VERDICT_UNPROVEN);
	assert_int_equal(WITH(f->honest_ok = false), VERDICT_UNPROVEN);
	assert_int_equal(WITH(f->worker_died = true), VERDICT_UNPROVEN);
	assert_int_equal(WITH(f->timed_out = true), VERDICT_TIMEOUT);
	assert_int_equal(WITH(f->hello_failed = true), VERDICT_BROKEN);
	assert_int_equal(WITH(f->unavailable = true), VERDICT_UNAVAILABLE);
	assert_int_equal(WITH(f->unmet = true), VERDICT_NOTRUN);
	assert_int_equal(WITH(f->benign = true, f->trial = SIGHT_SEEN), VERDICT_WORKS);
	assert_int_equal(WITH(f->benign = true), VERDICT_FAILS);
	assert_int_equal(WITH(f->benign = true, f->control = SIGHT_CLEAN), VERDICT_INERT);
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
	f.control = (enum sight)((n >> 8) % 3);
	f.trial = (enum sight)((n >> 8) / 3);
	return f;
}

enum { DOMAIN = 256 * 9 };

/* `held` is the strong word: exactly these facts earn it, and no others. */
static void held_needs_everything(void **state)
{
	unsigned held = 0;

	(void)state;
	for (unsigned n = 0; n < DOMAIN; n++) {
		struct facts f = nth(n);
		bool earned = !f.benign && !f.unmet && !f.unavailable && !f.hello_failed &&
			      f.attempted && f.honest_ok && !f.worker_died && !f.timed_out &&
			      f.control == SIGHT_SEEN && f.trial == SIGHT_CLEAN;

		assert_int_equal(of(f) == VERDICT_HELD, earned);
		held += earned;
	}
	assert_int_equal(held, 1);
}

/* Whatever else is true: an effect that was seen is never held, a clean control never counts. */
static void no_fact_whitewashes(void **state)
{
	(void)state;
	for (unsigned n = 0; n < DOMAIN; n++) {
		struct facts f = nth(n);
		enum verdict v = of(f);
		const char *why = NULL;

		assert_int_equal(verdict_of(&f, &why), v);
		assert_non_null(why);
		assert_true(v < VERDICT_COUNT && v != VERDICT_FLAKY);
		if (f.unmet)
			assert_int_equal(v, VERDICT_NOTRUN);
		else if (f.unavailable)
			assert_int_equal(v, VERDICT_UNAVAILABLE);
		else if (f.control == SIGHT_BLIND || f.trial == SIGHT_BLIND)
			assert_int_equal(v, VERDICT_BROKEN);
		else if (f.benign)
			assert_int_equal(v, f.control == SIGHT_CLEAN ? VERDICT_INERT :
					    f.trial == SIGHT_SEEN    ? VERDICT_WORKS :
								       VERDICT_FAILS);
		else if (f.trial == SIGHT_SEEN)
			assert_int_equal(v, f.control == SIGHT_SEEN ? VERDICT_BREACHED :
								      VERDICT_BROKEN);
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

static void disagreement_is_flaky(void **state)
{
	(void)state;
	for (enum verdict a = 0; a < VERDICT_COUNT; a++)
		for (enum verdict b = 0; b < VERDICT_COUNT; b++)
			assert_int_equal(verdict_merge(a, b), a == b ? a : VERDICT_FLAKY);
}

static void only_proofs_count(void **state)
{
	(void)state;
	assert_true(verdict_counts(VERDICT_HELD) && verdict_counts(VERDICT_BREACHED));
	assert_true(verdict_counts(VERDICT_BROKEN) && verdict_counts(VERDICT_FLAKY));
	assert_false(verdict_counts(VERDICT_INERT) || verdict_counts(VERDICT_NOTRUN) ||
		     verdict_counts(VERDICT_UNAVAILABLE));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(table),
		cmocka_unit_test(held_needs_everything),
		cmocka_unit_test(no_fact_whitewashes),
		cmocka_unit_test(names_round_trip),
		cmocka_unit_test(disagreement_is_flaky),
		cmocka_unit_test(only_proofs_count),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
