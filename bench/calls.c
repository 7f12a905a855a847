// SPDX-License-Identifier: MIT
/*
 * calls.c - the price of a system call inside the box: percall runs under each variant, in rounds
 * of random order, and prints "CALL NS". One run, one sample.
 */
#include "bench/bench.h"
#include "bench/cases.h"
#include "bench/spawn.h"
#include "lib/strv.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { VARIANTS_MAX = 64 };

static const char *const percall[] = { "{build}/bench/percall", NULL };
static const char *const calls[] = { "getppid", "open-close" };
enum { CALLS = sizeof(calls) / sizeof(*calls) };

struct series {
	const struct variant *variant;
	char   **argv;
	json_t  *ns[CALLS];
	struct err failed;
};

static int take_line(struct series *s, const char *line)
{
	for (size_t c = 0; c < CALLS; c++) {
		size_t n = strlen(calls[c]);

		if (!strncmp(line, calls[c], n) && line[n] == ' ')
			return json_array_append_new(s->ns[c], json_real(atof(line + n)));
	}
	return -1;
}

static void one_run(struct series *s)
{
	char text[256], *at = text, *line;

	if (s->failed.text[0] || spawn_read(s->argv, text, sizeof(text), &s->failed))
		return;
	while ((line = strsep(&at, "\n")) && *line)
		if (take_line(s, line)) {
			err_set(&s->failed, 0, "percall said \"%.40s\"", line);
			return;
		}
}

static int write_series(struct bench *b, struct series *s, struct err *e)
{
	int r = 0;

	for (size_t c = 0; c < CALLS && !r; c++)
		r = bench_write(b, json_pack("{s:s, s:s, s:s, s:s, s:O, s:s?}", "type", "percall",
					     "call", calls[c], "variant", s->variant->name,
					     "group", s->variant->group, "ns", s->ns[c], "failed",
					     s->failed.text[0] ? s->failed.text : NULL), e);
	for (size_t c = 0; c < CALLS; c++)
		json_decref(s->ns[c]);
	strv_free(s->argv);
	return r;
}

int bench_calls(struct bench *b, struct err *e)
{
	static struct series all[VARIANTS_MAX];
	size_t order[VARIANTS_MAX], count = 0;
	int r = 0;

	for (; variants[count].name && count < VARIANTS_MAX; count++) {
		struct series *s = &all[count];

		s->variant = &variants[count];
		order[count] = count;
		for (size_t c = 0; c < CALLS; c++)
			s->ns[c] = json_array();
		s->argv = case_argv(s->variant, percall, b->build);
		if (!s->argv)
			return err_set(e, ENOMEM, "percall");
		spawn_resolve(s->argv, &s->failed);
	}
	for (unsigned round = 0; round < b->rounds && !bench_interrupted; round++) {
		if (b->progress)
			fprintf(stderr, "\rcalls  round %u of %u", round + 1, b->rounds);
		rng_shuffle(&b->rng, order, count);
		for (size_t i = 0; i < count && !bench_interrupted; i++)
			one_run(&all[order[i]]);
	}
	if (b->progress)
		fputc('\n', stderr);
	for (size_t i = 0; i < count && !r; i++)
		r = write_series(b, &all[i], e);
	return r;
}
