// SPDX-License-Identifier: MIT
#include "bench/quantities.h"

#include "bench/summary.h"
#include "lib/strf.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static bool together(const struct series *a, const struct series *b)
{
	return b->quantity && !strcmp(a->type, b->type) && !strcmp(a->program, b->program);
}

/* Has an earlier line begun this table? */
static bool is_told(const struct bench_file *f, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (together(&f->series[i], &f->series[k]))
			return true;
	return false;
}

static char *interval(const struct estimate *e)
{
	return isnan(e->value) ? NULL : strf("%.2f .. %.2f", e->low, e->high);
}

static void add_row(struct sheet *t, const struct bench_file *f, const struct series *s)
{
	char *at = s->axis ? strf("%g", s->at) : NULL, *variant = strf("%s", s->variant);
	struct overhead o;
	int digits;

	if (overhead_of(f, s, &o)) {
		sheet_add(t, variant, at, strf("0"), NULL, NULL, NULL, NULL,
			  strf("%s", s->failed ? s->failed : "not measured"));
		return;
	}
	digits = o.s.median < 10 ? 3 : o.s.median < 1000 ? 1 : 0;
	sheet_add(t, variant, at, strf("%zu", o.s.n), strf("%.*f", digits, o.s.median),
		  strf("%.*f", digits, o.s.mad),
		  isnan(o.ratio.value) ? NULL : strf("%.2f", o.ratio.value), interval(&o.ratio),
		  strf("%s", o.doubts));
}

int print_quantities(const struct bench_file *f, enum format format)
{
	int r = 0;

	for (size_t i = 0; i < f->count && !r; i++) {
		const struct series *first = &f->series[i];
		struct sheet t = { .head = { "<variant", "at", "n", "median", "mad", "x bare",
					     "<95 %", "<doubts" } };
		char title[160];

		if (!first->quantity || is_told(f, i))
			continue;
		snprintf(title, sizeof(title), "%s: %s, in %s%s%s", first->type, first->program,
			 first->unit, first->axis ? ", at: " : "", first->axis ? first->axis : "");
		t.title = title;
		for (size_t k = i; k < f->count; k++)
			if (together(first, &f->series[k]))
				add_row(&t, f, &f->series[k]);
		r = sheet_print(&t, format);
	}
	return r;
}
