// SPDX-License-Identifier: MIT
/*
 * The order of verdicts over its whole domain, against the sentences of expectation.h; days.
 */
#include "harness/results/expectation.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

/* One letter a pair, row: was, column: is. "=" same, "+" better, "-" worse, "?" unmeasured. */
static const enum verdict order[] = {
	VERDICT_HELD,     VERDICT_WORKS, VERDICT_TIMEOUT, VERDICT_UNPROVEN,
	VERDICT_BREACHED, VERDICT_FAILS, VERDICT_INERT,   VERDICT_ABSENT, VERDICT_NOTRUN,
	VERDICT_UNAVAILABLE, VERDICT_BROKEN, VERDICT_FLAKY,    VERDICT_FAULT,
};
static const char *const table[] = {
	/*               h w   t   u   b f   i a   n u   b f f */
	/* held        */ "=+" "-" "-" "--" "??" "??" "???",
	/* works       */ "+=" "-" "-" "--" "??" "??" "???",
	/* timeout     */ "++" "=" "-" "--" "??" "??" "???",
	/* unproven    */ "++" "+" "=" "--" "??" "??" "???",
	/* breached    */ "++" "+" "+" "=+" "??" "??" "???",
	/* fails       */ "++" "+" "+" "+=" "??" "??" "???",
	/* inert       */ "++" "-" "-" "--" "=+" "??" "???",
	/* absent      */ "++" "-" "-" "--" "+=" "??" "???",
	/* notrun      */ "++" "-" "-" "--" "++" "=+" "???",
	/* unavailable */ "++" "-" "-" "--" "++" "+=" "???",
	/* broken      */ "++" "-" "-" "--" "++" "++" "???",
	/* flaky       */ "++" "-" "-" "--" "++" "++" "???",
	/* fault       */ "++" "-" "-" "--" "++" "++" "???",
};

static void every_pair(void **state)
{
	static const char letters[] = { [CHANGE_SAME] = '=', [CHANGE_BETTER] = '+',
					[CHANGE_WORSE] = '-', [CHANGE_UNMEASURED] = '?' };

	(void)state;
	assert_int_equal(sizeof(order) / sizeof(*order), VERDICT_COUNT);
	for (int was = 0; was < VERDICT_COUNT; was++)
		for (int is = 0; is < VERDICT_COUNT; is++)
			if (letters[verdict_change(order[was], order[is])] != table[was][is])
				fail_msg("%s -> %s: %s, not %c", verdict_name(order[was]),
					 verdict_name(order[is]),
					 change_name(verdict_change(order[was], order[is])),
					 table[was][is]);
}

/* What must hold whatever the table says: it is an order, and nobody gets worse unseen. */
static void laws(void **state)
{
	(void)state;
	for (enum verdict a = 0; a < VERDICT_COUNT; a++) {
		for (enum verdict b = 0; b < VERDICT_COUNT; b++) {
			enum change there = verdict_change(a, b), back = verdict_change(b, a);

			/* No way round: worse and not measured never come back as the same. */
			assert_false(there == CHANGE_WORSE && back == CHANGE_WORSE &&
				     verdict_counts(a) && verdict_counts(b) &&
				     a != VERDICT_BROKEN && a != VERDICT_FLAKY &&
				     b != VERDICT_BROKEN && b != VERDICT_FLAKY);
			if (there == CHANGE_SAME)
				assert_int_equal(a, b);
			/* A breach is green only where a breach was accepted. */
			if (b == VERDICT_BREACHED && there != CHANGE_WORSE)
				assert_true(a == VERDICT_BREACHED || a == VERDICT_FAILS);
			/* Transitive: a then b never worse, then the whole way never worse. */
			for (enum verdict c = 0; c < VERDICT_COUNT; c++)
				if (there == CHANGE_BETTER &&
				    verdict_change(b, c) == CHANGE_BETTER && verdict_counts(b))
					assert_int_not_equal(verdict_change(a, c), CHANGE_WORSE);
		}
	}
}

static void what_a_line_may_accept(void **state)
{
	(void)state;
	for (enum verdict v = 0; v <= VERDICT_COUNT; v++)
		assert_int_equal(verdict_acceptable(v),
				 v != VERDICT_HELD && v != VERDICT_WORKS && v != VERDICT_BROKEN &&
					 v != VERDICT_FLAKY && v != VERDICT_FAULT &&
					 v != VERDICT_COUNT);
	assert_int_equal(verdict_due(false), VERDICT_HELD);
	assert_int_equal(verdict_due(true), VERDICT_WORKS);
}

static void days(void **state)
{
	static const char *const good[] = { "2026-11-23", "2024-02-29", "2000-02-29",
					    "0001-01-01" };
	static const char *const bad[] = {
		"",	      "2026-11-3",  "2026-13-01", "2026-00-01", "2026-01-00",  "2026-02-29",
		"1900-02-29", "2026-04-31", "26-11-2300", "2026/11/23", "2026-11-23 ", " 2026-11-2",
		"2026-1--23", "tomorrow",   "-026-11-23", "0000-01-01",
		"2-02-03-04"
	};

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++)
		assert_true(day_valid(good[i]));
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		if (day_valid(bad[i]))
			fail_msg("\"%s\" is no day", bad[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_pair),
		cmocka_unit_test(laws),
		cmocka_unit_test(what_a_line_may_accept),
		cmocka_unit_test(days),
	};

	return cmocka_run_group_tests_name("expectation", tests, NULL, NULL);
}
