// SPDX-License-Identifier: MIT
/* The arithmetic of the benchmark, against values worked out by hand and against coverage. */
#include "bench/stats.h"

#include <errno.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define N(a) (sizeof(a) / sizeof((a)[0]))

static void near(double is, double ought)
{
	if (fabs(is - ought) > 1e-9)
		fail_msg("%.12g is not %.12g", is, ought);
}

static void medians_and_quartiles(void **state)
{
	static const struct {
		double x[7];
		size_t n;
		double q1, median, q3, mad;
	} rows[] = {
		{ { 5 }, 1, 5, 5, 5, 0 },
		{ { 3, 1 }, 2, 1.5, 2, 2.5, 1 },
		{ { 3, 1, 2 }, 3, 1.5, 2, 2.5, 1 },
		{ { 4, 1, 3, 2 }, 4, 1.75, 2.5, 3.25, 1 },
		{ { 9, 2, 4, 4, 7, 5, 1000 }, 7, 4, 5, 8, 2 }, /* an outlier moves nothing */
		{ { 6, 6, 6, 6, 6 }, 5, 6, 6, 6, 0 },
	};

	(void)state;
	for (size_t i = 0; i < N(rows); i++) {
		double before[7];
		struct summary s;

		memcpy(before, rows[i].x, sizeof(before));
		assert_int_equal(stats_summarise(rows[i].x, rows[i].n, &s), 0);
		assert_memory_equal(before, rows[i].x, sizeof(before));
		assert_int_equal(s.n, rows[i].n);
		near(s.q1, rows[i].q1);
		near(s.median, rows[i].median);
		near(s.q3, rows[i].q3);
		near(s.mad, rows[i].mad);
		assert_true(s.min <= s.q1 && s.q3 <= s.max);
	}
}

static void empty_samples_are_refused(void **state)
{
	double one = 1;
	struct estimate e;
	struct summary s;

	(void)state;
	assert_int_equal(stats_summarise(&one, 0, &s), -EINVAL);
	assert_int_equal(stats_compare(&one, 0, &one, 1, COMPARE_RATIO, &e), -EINVAL);
	assert_int_equal(stats_compare(&one, 1, &one, 0, COMPARE_RATIO, &e), -EINVAL);
	assert_int_equal(stats_drift(&one, 1, &e), -EINVAL);
}

static void constants_have_no_interval(void **state)
{
	static const double six[] = { 6, 6, 6, 6 }, four[] = { 4, 4, 4 };
	struct estimate e;

	(void)state;
	assert_int_equal(stats_compare(six, N(six), four, N(four), COMPARE_RATIO, &e), 0);
	near(e.value, 1.5);
	near(e.low, 1.5);
	near(e.high, 1.5);
	assert_int_equal(stats_compare(six, N(six), four, N(four), COMPARE_DIFFERENCE, &e), 0);
	near(e.value, 2);
	near(e.low, 2);
	near(e.high, 2);
}

/* n values, uniform in [from, from + 1), skewed to the right as launch times are. */
static void draw(struct rng *r, double *x, size_t n, double from)
{
	for (size_t i = 0; i < n; i++) {
		double u = (double)(rng_next(r) >> 11) * 0x1p-53;

		x[i] = from + u * u;
	}
}

static void the_same_samples_give_the_same_interval(void **state)
{
	struct rng r = { 1 };
	double x[41], y[40];
	struct estimate a, b;

	(void)state;
	draw(&r, x, N(x), 2);
	draw(&r, y, N(y), 1);
	assert_int_equal(stats_compare(x, N(x), y, N(y), COMPARE_RATIO, &a), 0);
	assert_int_equal(stats_compare(x, N(x), y, N(y), COMPARE_RATIO, &b), 0);
	assert_memory_equal(&a, &b, sizeof(a));
	assert_true(a.low < a.value && a.value < a.high);
}

/* A 95 % interval must hold the truth about 95 times in 100: not 80, and not always. */
static void intervals_cover_the_truth(void **state)
{
	enum { TIMES = 400, SAMPLES = 40 };
	const double truth = 2.25 / 1.25; /* the median of u squared is 1/4 */
	struct rng r = { 7 };
	unsigned covered = 0;

	(void)state;
	for (unsigned i = 0; i < TIMES; i++) {
		double x[SAMPLES], y[SAMPLES];
		struct estimate e;

		draw(&r, x, SAMPLES, 2);
		draw(&r, y, SAMPLES, 1);
		assert_int_equal(stats_compare(x, SAMPLES, y, SAMPLES, COMPARE_RATIO, &e), 0);
		covered += e.low <= truth && truth <= e.high;
	}
	assert_in_range(covered, TIMES * 90 / 100, TIMES * 99 / 100);
}

static void drift_is_seen_and_not_imagined(void **state)
{
	struct rng r = { 3 };
	double x[200];
	struct estimate e;

	(void)state;
	draw(&r, x, N(x), 10);
	assert_int_equal(stats_drift(x, N(x), &e), 0);
	assert_true(e.low < 1 && 1 < e.high);
	for (size_t i = N(x) / 2; i < N(x); i++)
		x[i] *= 1.2;
	assert_int_equal(stats_drift(x, N(x), &e), 0);
	assert_true(e.low > 1.1 && e.high < 1.3);
}

static void shuffles_are_permutations_and_even(void **state)
{
	enum { TIMES = 6000 };
	unsigned first[6] = { 0 };
	struct rng r = { 11 };

	(void)state;
	for (unsigned t = 0; t < TIMES; t++) {
		size_t x[6] = { 0, 1, 2, 3, 4, 5 };
		unsigned seen = 0;

		rng_shuffle(&r, x, N(x));
		for (size_t i = 0; i < N(x); i++)
			seen |= 1u << x[i];
		assert_int_equal(seen, 0x3f);
		first[x[0]]++;
	}
	for (size_t i = 0; i < N(first); i++) /* 1000 each; the standard deviation is 29 */
		assert_in_range(first[i], 850, 1150);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(medians_and_quartiles),
		cmocka_unit_test(empty_samples_are_refused),
		cmocka_unit_test(constants_have_no_interval),
		cmocka_unit_test(the_same_samples_give_the_same_interval),
		cmocka_unit_test(intervals_cover_the_truth),
		cmocka_unit_test(drift_is_seen_and_not_imagined),
		cmocka_unit_test(shuffles_are_permutations_and_even),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
