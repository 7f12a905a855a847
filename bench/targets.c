// SPDX-License-Identifier: MIT
#include "bench/targets.h"

const struct target targets[] = {
	{ "launch of a static no-op, recommended, with a report", "sample", "noop-static",
	  "recommended-report", COMPARE_RATIO, 1.6, "x bare" },
	{ "launch of a static no-op, full, with a report", "sample", "noop-static", "full-report",
	  COMPARE_RATIO, 1.8, "x bare" },
	{ "added to the start of python3 -S, full", "sample", "python", "full",
	  COMPARE_DIFFERENCE, 300, "us" },
	{ "added to a getppid(2), full", "percall", "getppid", "full", COMPARE_DIFFERENCE, 30,
	  "ns" },
	{ "open(2) + close(2), full", "percall", "open-close", "full", COMPARE_RATIO, 1.3,
	  "x bare" },
	{ "added to the start of python3 -S, recommended", "sample", "python", "recommended",
	  COMPARE_DIFFERENCE, 300, "us" },
	{ "added to a getppid(2), recommended", "percall", "getppid", "recommended",
	  COMPARE_DIFFERENCE, 30, "ns" },
	{ "open(2) + close(2), recommended", "percall", "open-close", "recommended",
	  COMPARE_RATIO, 1.3, "x bare" },
	{ "added to an open(2) + close(2), mediate", "percall", "open-close", "mediate",
	  COMPARE_DIFFERENCE, 30000, "ns" },
	{ "added to the start of python3 -S, mediate", "sample", "python", "mediate",
	  COMPARE_DIFFERENCE, 3000, "us" },
	{ 0 }
};

enum reached target_judge(const struct target *t, const struct bench_file *f, struct estimate *e)
{
	const struct series *s = bench_file_find(f, t->type, t->program, t->variant),
			    *bare = bench_file_find(f, t->type, t->program, "bare");

	if (!s || !bare || stats_compare(s->x, s->n, bare->x, bare->n, t->how, e))
		return TARGET_UNMEASURED;
	if (e->high <= t->at_most)
		return TARGET_REACHED;
	return e->low > t->at_most ? TARGET_MISSED : TARGET_UNDECIDED;
}
