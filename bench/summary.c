// SPDX-License-Identifier: MIT
#include "bench/summary.h"

#include "bench/machine.h"

#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "harness/results/member.h"

/*
 * Beyond these a number is doubted. Ratios are what is claimed, and they held within about 8 % from
 * run to run; so what moves a median by less than half of that is let pass.
 */
static const size_t FEW = 30;
static const double SPREAD = 0.20, DRIFT = 0.04;
static const double STEAL_PERCENT = 1;

__attribute__((format(printf, 2, 3))) static void doubt(struct overhead *o, const char *fmt, ...)
{
	size_t n = strlen(o->doubts);
	va_list args;

	if (n)
		n += (size_t)snprintf(o->doubts + n, sizeof(o->doubts) - n, "; ");
	va_start(args, fmt);
	vsnprintf(o->doubts + n, sizeof(o->doubts) - n, fmt, args);
	va_end(args);
}

/*
 * Did it change while it was measured? Where bare took turns with it, a machine that slowed down
 * slowed both and moves no ratio: only what it drifted more than bare counts.
 */
static void find_drift(struct overhead *o, const struct series *bare)
{
	bool beside = bare && bare != o->series && strcmp(o->series->type, "hyperfine") != 0;
	struct estimate drift, common = { .value = 1 };

	if (o->s.n < FEW || stats_drift(o->series->x, o->s.n, &drift))
		return;
	if (beside && stats_drift(bare->x, bare->n, &common))
		return;
	drift.value /= common.value;
	/* Both: large enough to matter, and no accident. */
	if (fabs(drift.value - 1) > DRIFT &&
	    (drift.low > common.value || drift.high < common.value))
		doubt(o, "drift: second half %+.0f %%%s", 100 * (drift.value - 1),
		      beside ? " beside bare" : "");
}

static void find_doubts(struct overhead *o, const struct series *bare)
{
	double spread = (o->s.q3 - o->s.q1) / o->s.median;

	if (o->series->failed)
		doubt(o, "stopped: %.60s", o->series->failed);
	/* What is counted, not timed, is so few by its nature. */
	if (o->s.n < FEW && !o->series->quantity)
		doubt(o, "few samples");
	if (spread > SPREAD && o->s.median > 0)
		doubt(o, "noisy: middle half spans %.0f %%", 100 * spread);
	find_drift(o, bare);
}

int overhead_of(const struct bench_file *f, const struct series *s, struct overhead *o)
{
	const struct series *bare = bench_file_bare(f, s);
	int r;

	*o = (struct overhead){ .series = s, .ratio.value = NAN, .added.value = NAN };
	r = stats_summarise(s->x, s->n, &o->s);
	if (!r && bare)
		r = stats_compare(s->x, s->n, bare->x, bare->n, COMPARE_RATIO, &o->ratio);
	if (!r && bare)
		r = stats_compare(s->x, s->n, bare->x, bare->n, COMPARE_DIFFERENCE, &o->added);
	if (!r)
		find_doubts(o, bare);
	return r;
}

static double number(const json_t *object, const char *key)
{
	return json_number_value(json_object_get(object, key));
}

void run_doubts(const struct bench_file *f, void (*say)(const char *))
{
	double load = number(f->meta, "load_before"), steal = number(f->end, "steal_percent");
	char text[160];

	if (!f->end)
		say("The run did not come to its end: the file has no last line.");
	if (member_is_true(f->end, "interrupted"))
		say("The run was interrupted.");
	if (number(f->end, "failures") > 0)
		say("Some launches failed after they had worked: see the doubts of their lines.");
	if (member_is_true(json_object_get(f->meta, "suite"), "dirty"))
		say("The programs were built from sources that are not committed.");
	if (load > MACHINE_LOAD_DOUBTED) {
		snprintf(text, sizeof(text),
			 "The load average was %.2f at the start: something else ran.", load);
		say(text);
	}
	if (steal > STEAL_PERCENT) {
		snprintf(text, sizeof(text), "The hypervisor took %.1f %% of the time (steal).",
			 steal);
		say(text);
	}
}
