// SPDX-License-Identifier: MIT
#include "sandbox/trace.h"

#include "lib/clock.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

void trace_step(struct trace *t, const char *what, const char *layer)
{
	unsigned i;

	if (!t)
		return;
	i = __atomic_fetch_add(&t->count, 1, __ATOMIC_RELAXED);
	if (i < TRACE_STEPS)
		t->step[i] = (struct trace_step){ what, layer, clock_ns(CLOCK_MONOTONIC) };
}

static int in_time(const void *a, const void *b)
{
	uint64_t x = ((const struct trace_step *)a)->ns, y = ((const struct trace_step *)b)->ns;

	return (x > y) - (x < y);
}

int trace_write(struct trace *t, const char *path, struct err *e)
{
	unsigned count = t->count < TRACE_STEPS ? t->count : TRACE_STEPS;
	FILE *file = fopen(path, "we");

	if (!file)
		return err_set(e, errno, "--trace: %s", path);
	qsort(t->step, count, sizeof(t->step[0]), in_time);
	fputs("{\"steps\": [", file);
	for (unsigned i = 1; i < count; i++) /* the first is where the clock begins */
		fprintf(file, "%s[\"%s%s%s\", %.3f]", i > 1 ? ", " : "", t->step[i].what,
			t->step[i].layer ? " " : "", t->step[i].layer ? t->step[i].layer : "",
			(double)(t->step[i].ns - t->step[i - 1].ns) / 1e3);
	fputs("]}\n", file);
	return fclose(file) ? err_set(e, errno, "--trace: %s", path) : 0;
}
