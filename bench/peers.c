// SPDX-License-Identifier: MIT
#include "bench/peers.h"

#include "bench/summary.h"
#include "lib/strf.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static int by_ratio(const void *a, const void *b)
{
	double x = ((const struct overhead *)a)->ratio.value,
	       y = ((const struct overhead *)b)->ratio.value;

	return (x > y) - (x < y);
}

/* Launches of the no-op by what somebody would launch with: a layer alone is in the other tables.
 */
static bool is_launcher(const struct series *s)
{
	return !strcmp(s->type, "sample") && !strcmp(s->program, "noop-static") &&
	       strcmp(s->group ? s->group : "", "layer") != 0;
}

/* What did not run, with the reason, stands at the end. */
static void add_missing(struct sheet *t, const struct bench_file *f)
{
	for (size_t i = 0; i < f->count; i++) {
		const struct series *s = &f->series[i];

		if (is_launcher(s) && !s->n)
			sheet_add(t, strf("%s", s->variant),
				  strf("%s", s->version ? s->version : ""), NULL, NULL, NULL,
				  strf("%s", s->failed ? s->failed : "not measured"));
	}
}

int print_peers(const struct bench_file *f, enum format format)
{
	struct overhead *all = calloc(f->count + 1, sizeof(*all));
	struct sheet t = { .title = "Launch of a static program that does nothing",
			   .head = { "<launcher", "<version", "x bare", "<95 %", "added us",
				     "<doubts" } };
	size_t n = 0;

	if (!all)
		return -ENOMEM;
	for (size_t i = 0; i < f->count; i++) {
		const struct series *s = &f->series[i];

		if (is_launcher(s) && !overhead_of(f, s, &all[n]) && !isnan(all[n].ratio.value))
			n++;
	}
	qsort(all, n, sizeof(*all), by_ratio);
	for (size_t i = 0; i < n; i++) {
		const struct overhead *o = &all[i];

		sheet_add(&t, strf("%s", o->series->variant),
			  strf("%s", o->series->version ? o->series->version : ""),
			  strf("%.2f", o->ratio.value),
			  strf("%.2f .. %.2f", o->ratio.low, o->ratio.high),
			  strf("%.0f", o->added.value), strf("%s", o->doubts));
	}
	add_missing(&t, f);
	free(all);
	return sheet_print(&t, format);
}
