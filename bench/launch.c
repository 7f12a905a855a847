// SPDX-License-Identifier: MIT
/*
 * launch.c - how long it takes to launch each program under each variant.
 *
 * One program at a time. Its variants take turns in rounds; each round is in a new random order, so
 * that a machine which slows down slows all of them, and no variant always follows the same other.
 * A slow variant (firejail takes a hundred times as long as a bare launch) takes part in every
 * k-th round only: it gets fewer samples, spread over the same time. Bare gets three times as many
 * as the rest, since every ratio divides by it.
 */
#include "bench/bench.h"
#include "bench/cases.h"
#include "bench/spawn.h"
#include "lib/clock.h"
#include "lib/strv.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SAMPLES_MIN = 5, SAMPLES_MAX = 1000, BARE_TIMES = 3 };
enum { WARM_LAUNCHES = 5, WARM_NS = 20 * 1000 * 1000 };

struct series {
	const struct program *program;
	const struct variant *variant;
	char **argv;
	uint64_t *ns, *sequence; /* room for `want`                             */
	size_t n, want;
	double about_ns;   /* the quickest untimed launch                 */
	struct err failed; /* code or text: why there are no (more) samples */
};

static bool out_of_order(const struct series *s)
{
	return s->failed.text[0] != '\0';
}

/* Does the program run under this variant at all? It must say so. */
static int prove(const struct series *s, struct err *e)
{
	char **argv = case_argv(s->variant, s->program->proof);
	char said[64];
	int r = argv ? spawn_resolve(argv, e) : err_set(e, ENOMEM, "proof");

	if (!r)
		r = spawn_read(argv, said, sizeof(said), e);
	if (!r && strncmp(said, PROOF, strlen(PROOF)) != 0)
		r = err_set(e, 0, "the program did not run");
	strv_free(argv);
	return r;
}

/* Untimed launches: they prove, warm the page cache and tell how long one takes. */
static void warm_up(struct series *s)
{
	double spent = 0;
	uint64_t ns;

	if (prove(s, &s->failed))
		return;
	s->argv = case_argv(s->variant, s->program->argv);
	if (!s->argv) {
		err_set(&s->failed, ENOMEM, "argv");
		return;
	}
	if (spawn_resolve(s->argv, &s->failed))
		return;
	for (int i = 0; i < WARM_LAUNCHES && spent < WARM_NS; i++) {
		if (spawn_timed(s->argv, &ns, &s->failed))
			return;
		if (!i || (double)ns < s->about_ns)
			s->about_ns = (double)ns;
		spent += (double)ns;
	}
}

/* As many samples as fit into share_ns, within reason. */
static void make_room(struct series *s, double share_ns, bool bare)
{
	double fit = share_ns / s->about_ns;

	if (out_of_order(s))
		return;
	s->want = fit < SAMPLES_MIN ? SAMPLES_MIN : fit > SAMPLES_MAX ? SAMPLES_MAX : (size_t)fit;
	if (bare)
		s->want *= BARE_TIMES;
	s->ns = calloc(s->want, sizeof(*s->ns));
	s->sequence = calloc(s->want, sizeof(*s->sequence));
	if (!s->ns || !s->sequence)
		err_set(&s->failed, ENOMEM, "samples");
}

static void sample(struct bench *b, struct series *s)
{
	uint64_t ns;

	if (spawn_timed(s->argv, &ns, &s->failed)) {
		b->failures += !bench_interrupted;
		return;
	}
	s->ns[s->n] = ns;
	s->sequence[s->n++] = b->sequence++;
}

static void run_rounds(struct bench *b, struct series *all, size_t *order, size_t count)
{
	size_t rounds = 1;

	for (size_t i = 0; i < count; i++) {
		order[i] = i;
		rounds = all[i].want > rounds ? all[i].want : rounds;
	}
	for (size_t r = 0; r < rounds && !bench_interrupted; r++) {
		rng_shuffle(&b->rng, order, count);
		for (size_t i = 0; i < count && !bench_interrupted; i++) {
			struct series *s = &all[order[i]];
			size_t due = (r + 1) * s->want / rounds; /* by the end of this round */

			if (s->n < due && !out_of_order(s))
				sample(b, s);
		}
		bench_tell(b, "launch %-13s %3zu %%", all->program->name, 100 * (r + 1) / rounds);
	}
	bench_told(b);
}

static json_t *numbers(const uint64_t *x, size_t n)
{
	json_t *list = json_array();

	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, json_integer((json_int_t)x[i]));
	return list;
}

/* The column's command line as it stands in its file; null where it is no column's. */
static json_t *template_of(const struct variant *v)
{
	json_t *list = v->column ? json_array() : json_null();

	for (char *const *word = v->argv; v->column && word && *word; word++)
		json_array_append_new(list, json_string(*word));
	return list;
}

/* The first line of what the launcher says to --version, to be freed; NULL: it has none, as the
 * small launchers of the box, which would take the word for a program. */
static char *version_of(const struct variant *v)
{
	const char *name = v->argv ? strrchr(v->argv[0], '/') : NULL;
	char said[128], **argv = NULL;
	struct err e = { 0 };
	bool is = false;

	if (!v->argv || (name && strncmp(name, "/ordeal-", 8) != 0))
		return NULL;
	if (!strv_add_all(&argv, (char *[]){ v->argv[0], (char[]){ "--version" }, NULL }) &&
	    !spawn_resolve(argv, &e))
		is = !spawn_read(argv, said, sizeof(said), &e);
	strv_free(argv);
	if (!is)
		return NULL;
	said[strcspn(said, "\r\n")] = '\0';
	return *said ? strdup(said) : NULL;
}

static int write_series(struct bench *b, const struct series *s, struct err *e)
{
	char *command = case_command(s->variant, s->program->argv),
	     *version = version_of(s->variant);
	int r = bench_write(b,
			    json_pack("{s:s, s:s, s:s, s:s, s:s, s:s?, s:s?, s:o, s:o, s:o, s:s?}",
				      "type", "sample", "program", s->program->name, "variant",
				      s->variant->name, "group", s->variant->group, "what",
				      s->variant->what, "command", command, "version", version,
				      "argv", template_of(s->variant), "ns", numbers(s->ns, s->n),
				      "sequence", numbers(s->sequence, s->n), "failed",
				      out_of_order(s) ? s->failed.text : NULL),
			    e);

	free(command);
	free(version);
	return r;
}

/* `seconds`: for this program. */
static int measure_all(struct bench *b, const struct program *p, double seconds, struct series *all,
		       size_t *order, struct err *e)
{
	size_t count = 0;
	int r = 0;

	for (size_t i = 0; i < b->variants->count; i++) {
		struct series *s = &all[count];

		if (!case_wanted(&b->variants->list[i], p))
			continue;
		*s = (struct series){ .program = p, .variant = &b->variants->list[i] };
		count++;
		bench_tell(b, "launch %-13s once under %s", p->name, s->variant->name);
		warm_up(s);
	}
	for (size_t i = 0; i < count; i++)
		make_room(&all[i], seconds * 1e9 / (double)(count + BARE_TIMES - 1), !i);
	if (!bench_interrupted)
		run_rounds(b, all, order, count);
	for (size_t i = 0; i < count; i++) {
		if (!r)
			r = write_series(b, &all[i], e);
		strv_free(all[i].argv);
		free(all[i].ns);
		free(all[i].sequence);
	}
	return r;
}

static int one_program(struct bench *b, const struct program *p, double seconds, struct err *e)
{
	struct series *all = calloc(b->variants->count, sizeof(*all));
	size_t *order = calloc(b->variants->count, sizeof(*order));
	int r = all && order ? measure_all(b, p, seconds, all, order, e)
			     : err_set(e, ENOMEM, "%s", p->name);

	free(all);
	free(order);
	return r;
}

int bench_launches(struct bench *b, const struct program *only, struct err *e)
{
	double end = clock_ms() / 1e3 + b->seconds, shares = 0;
	int r = 0;

	for (const struct program *p = programs; p->name; p++)
		shares += !only || p == only ? p->share : 0;
	/* What one program leaves of its time goes to those after it: the slow ones come last. */
	for (const struct program *p = programs; p->name && !r && !bench_interrupted; p++) {
		if (only && p != only)
			continue;
		r = one_program(b, p, (end - clock_ms() / 1e3) * p->share / shares, e);
		shares -= p->share;
	}
	return r;
}
