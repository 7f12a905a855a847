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

/*
 * The median of n draws with replacement. Of a sorted sample only the ranks matter, so the draws
 * are counted instead of sorted.
 */
static double resampled_median(const double *sorted, size_t n, unsigned *count, struct rng *r)
{
	size_t low = (n - 1) / 2, high = n / 2, seen, i = 0;
	double below;

	memset(count, 0, n * sizeof(*count));
	for (size_t k = 0; k < n; k++)
		count[rng_below(r, n)]++;
	for (seen = count[0]; seen <= low; seen += count[i])
		i++;
	below = sorted[i];
	while (seen <= high)
		seen += count[++i];
	return (below + sorted[i]) / 2;
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
	unsigned *count = NULL;
	struct rng r = { SEED };
	int rc = -ENOMEM;

	if (!n || !m)
		return -EINVAL;
	xs = sorted_copy(x, n);
	bs = sorted_copy(base, m);
	found = malloc(RESAMPLES * sizeof(*found));
	count = malloc((n > m ? n : m) * sizeof(*count));
	if (!xs || !bs || !found || !count)
		goto out;
	for (size_t i = 0; i < RESAMPLES; i++) {
		double drawn = resampled_median(xs, n, count, &r);

		found[i] = compared(drawn, resampled_median(bs, m, count, &r), how);
	}
	qsort(found, RESAMPLES, sizeof(*found), ascending);
	out->value = compared(stats_quantile(xs, n, 0.5), stats_quantile(bs, m, 0.5), how);
	out->low = stats_quantile(found, RESAMPLES, 0.025);
	out->high = stats_quantile(found, RESAMPLES, 0.975);
	rc = 0;
out:
	free(xs);
	free(bs);
	free(found);
	free(count);
	return rc;
}

int stats_drift(const double *x, size_t n, struct estimate *out)
{
	return stats_compare(x + n / 2, n - n / 2, x, n / 2, COMPARE_RATIO, out);
}
