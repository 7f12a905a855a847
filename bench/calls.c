// SPDX-License-Identifier: MIT
/*
 * calls.c - the price of a system call inside the box: percall runs under each variant, in rounds
 * of random order, and prints "CALL NS". One run, one sample. A call that is refused has none, and
 * says so.
 */
#include "bench/bench.h"
#include "bench/cases.h"
#include "bench/room.h"
#include "bench/spawn.h"
#include "lib/strv.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const percall[] = { ROOM_PROGRAMS "/percall", NULL };
static const char *const calls[] = { "getppid", "open-close", "read", "mmap",
				     "stat",	"socket",     "clone" };
enum { CALLS = sizeof(calls) / sizeof(*calls) };

struct series {
	const struct variant *variant;
	char **argv;
	json_t *ns[CALLS];
	char refused[CALLS][64];
	struct err failed;
};

static int take_line(struct series *s, const char *line)
{
	for (size_t c = 0; c < CALLS; c++) {
		size_t n = strlen(calls[c]);

		if (strncmp(line, calls[c], n) != 0 || line[n] != ' ')
			continue;
		if (strncmp(line + n + 1, "refused: ", 9) != 0)
			return json_array_append_new(s->ns[c], json_real(atof(line + n)));
		snprintf(s->refused[c], sizeof(s->refused[c]), "%s", line + n + 1);
		return 0;
	}
	return -1;
}

static void one_run(struct series *s)
{
	char text[512], *at = text, *line;

	if (s->failed.text[0] || spawn_read(s->argv, text, sizeof(text), &s->failed))
		return;
	while ((line = strsep(&at, "\n")) && *line)
		if (take_line(s, line)) {
			err_set(&s->failed, 0, "percall said \"%.40s\"", line);
			return;
		}
}

/* Why this call has no price, or no more of them; NULL. */
static const char *why(const struct series *s, size_t call)
{
	if (s->failed.text[0])
		return s->failed.text;
	return s->refused[call][0] ? s->refused[call] : NULL;
}

static int write_series(struct bench *b, struct series *s, struct err *e)
{
	int r = 0;

	for (size_t c = 0; c < CALLS && !r; c++)
		r = bench_write(b,
				json_pack("{s:s, s:s, s:s, s:s, s:O, s:s?}", "type", "percall",
					  "call", calls[c], "variant", s->variant->name, "group",
					  s->variant->group, "ns", s->ns[c], "failed", why(s, c)),
				e);
	for (size_t c = 0; c < CALLS; c++)
		json_decref(s->ns[c]);
	strv_free(s->argv);
	return r;
}

static int begin_series(struct series *s, const struct variant *v, struct err *e)
{
	s->variant = v;
	for (size_t c = 0; c < CALLS; c++)
		s->ns[c] = json_array();
	s->argv = case_argv(v, percall);
	if (!s->argv)
		return err_set(e, ENOMEM, "percall");
	spawn_resolve(s->argv, &s->failed);
	return 0;
}

static int measure_all(struct bench *b, struct series *all, size_t *order, struct err *e)
{
	size_t count = b->variants->count;
	int r = 0;

	for (size_t i = 0; i < count && !r; i++) {
		order[i] = i;
		r = begin_series(&all[i], &b->variants->list[i], e);
	}
	for (unsigned round = 0; !r && round < b->rounds && !bench_interrupted; round++) {
		bench_tell(b, "calls  round %u of %u", round + 1, b->rounds);
		rng_shuffle(&b->rng, order, count);
		for (size_t i = 0; i < count && !bench_interrupted; i++)
			one_run(&all[order[i]]);
	}
	bench_told(b);
	for (size_t i = 0; i < count && !r; i++)
		r = write_series(b, &all[i], e);
	return r;
}

int bench_calls(struct bench *b, struct err *e)
{
	struct series *all = calloc(b->variants->count, sizeof(*all));
	size_t *order = calloc(b->variants->count, sizeof(*order));
	int r = all && order ? measure_all(b, all, order, e) : err_set(e, ENOMEM, "percall");

	free(all);
	free(order);
	return r;
}
