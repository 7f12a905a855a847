// SPDX-License-Identifier: MIT
#include "bench/stats.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { RESAMPLES = 2000 };
static const uint64_t SEED = 0x9e3779b97f4a7c15;

static int ascending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* malloc'd; NULL: no memory. */
static double *sorted_copy(const double *x, size_t n)
{
	double *copy = malloc(n * sizeof(*copy));

	if (copy) {
		memcpy(copy, x, n * sizeof(*copy));
		qsort(copy, n, sizeof(*copy), ascending);
	}
	return copy;
}

double stats_quantile(const double *sorted, size_t n, double p)
{
	double at = p * (double)(n - 1);
	size_t i = (size_t)at;

	if (i + 1 >= n)
		return sorted[n - 1];
	return sorted[i] + (at - (double)i) * (sorted[i + 1] - sorted[i]);
}

int stats_summarise(const double *x, size_t n, struct summary *s)
{
	double *v;

	if (!n)
		return -EINVAL;
	v = sorted_copy(x, n);
	if (!v)
		return -ENOMEM;
	*s = (struct summary){ .n = n, .min = v[0], .max = v[n - 1],
			       .q1 = stats_quantile(v, n, 0.25),
			       .median = stats_quantile(v, n, 0.5),
			       .q3 = stats_quantile(v, n, 0.75) };
	for (size_t i = 0; i < n; i++)
		v[i] = fabs(v[i] - s->median);
	qsort(v, n, sizeof(*v), ascending);
	s->mad = stats_quantile(v, n, 0.5);
	free(v);
	return 0;
}

/* The two middle ranks of a sample; where n is odd they are one. */
struct middle {
	unsigned low, high;
};

/*
 * What the resamples of two samples draw. Of a sorted sample only ranks matter, so it depends on
 * how many there are and on nothing else: bare, and what is compared in two ways, is drawn once.
 */
struct draws {
	struct draws *next;
	size_t n, m;
	struct middle of_n[RESAMPLES], of_m[RESAMPLES];
};

/* The middle of n draws with replacement, which are counted instead of sorted. */
static struct middle draw(size_t n, unsigned *count, struct rng *r)
{
	size_t low = (n - 1) / 2, high = n / 2, seen;
	struct middle middle = { 0 };

	memset(count, 0, n * sizeof(*count));
	for (size_t k = 0; k < n; k++)
		count[rng_below(r, n)]++;
	for (seen = count[0]; seen <= low; seen += count[middle.low])
		middle.low++;
	middle.high = middle.low;
	while (seen <= high)
		seen += count[++middle.high];
	return middle;
}

/* Of samples of n and m; they live as long as the program. NULL: no memory. */
static const struct draws *draws_of(size_t n, size_t m)
{
	static struct draws *known;
	unsigned *count;
	struct draws *d;
	struct rng r = { SEED };

	for (d = known; d; d = d->next)
		if (d->n == n && d->m == m)
			return d;
	d = malloc(sizeof(*d));
	count = malloc((n > m ? n : m) * sizeof(*count));
	if (d && count) {
		d->n = n;
		d->m = m;
		for (size_t i = 0; i < RESAMPLES; i++) {
			d->of_n[i] = draw(n, count, &r);
			d->of_m[i] = draw(m, count, &r);
		}
		d->next = known;
		known = d;
	} else {
		free(d);
		d = NULL;
	}
	free(count);
	return d;
}

static double median_at(const double *sorted, struct middle at)
{
	return (sorted[at.low] + sorted[at.high]) / 2;
}

static double compared(double x, double base, enum compare how)
{
	switch (how) {
	case COMPARE_RATIO:
		return x / base;
	case COMPARE_DIFFERENCE:
		return x - base;
	}
	return NAN;
}

int stats_compare(const double *x, size_t n, const double *base, size_t m, enum compare how,
		  struct estimate *out)
{
	double *xs = NULL, *bs = NULL, *found = NULL;
	const struct draws *d;
	int rc = -ENOMEM;

	if (!n || !m)
		return -EINVAL;
	xs = sorted_copy(x, n);
	bs = sorted_copy(base, m);
	found = malloc(RESAMPLES * sizeof(*found));
	d = draws_of(n, m);
	if (!xs || !bs || !found || !d)
		goto out;
	for (size_t i = 0; i < RESAMPLES; i++)
		found[i] = compared(median_at(xs, d->of_n[i]), median_at(bs, d->of_m[i]), how);
	qsort(found, RESAMPLES, sizeof(*found), ascending);
	out->value = compared(stats_quantile(xs, n, 0.5), stats_quantile(bs, m, 0.5), how);
	out->low = stats_quantile(found, RESAMPLES, 0.025);
	out->high = stats_quantile(found, RESAMPLES, 0.975);
	rc = 0;
out:
	free(xs);
	free(bs);
	free(found);
	return rc;
}

int stats_drift(const double *x, size_t n, struct estimate *out)
{
	return stats_compare(x + n / 2, n - n / 2, x, n / 2, COMPARE_RATIO, out);
}
