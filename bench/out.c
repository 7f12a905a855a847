// SPDX-License-Identifier: MIT
/*
 * out.c - what ordeal-bench says while it measures, and the lines of its results file.
 */
#include "bench/bench.h"

#include "harness/results/results.h"
#include "lib/clock.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>

enum { TELL_MS = 10000 };

volatile sig_atomic_t bench_interrupted;

void bench_tell(struct bench *b, const char *fmt, ...)
{
	double now = clock_ms();
	va_list args;

	if (!b->terminal && now - b->told_ms < TELL_MS)
		return;
	b->told_ms = now;
	if (b->terminal)
		fputs("\r\033[K", stderr);
	va_start(args, fmt);
	vfprintf(stderr, fmt, args);
	va_end(args);
	if (!b->terminal)
		fputc('\n', stderr);
}

void bench_told(struct bench *b)
{
	if (b->terminal)
		fputc('\n', stderr);
}

int bench_write(struct bench *b, json_t *line, struct err *e)
{
	return line ? results_append(b->out, line, e) : err_set(e, ENOMEM, "results");
}
