// SPDX-License-Identifier: MIT
/*
 * question.c - one function for each claim. It says what was measured, which attacks decide, and
 * judges by a rule that stands in the text it prints, so that a reader can judge otherwise. No
 * number stands here but those of the claims.
 */
#include "harness/reports/question.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "harness/reports/escape.h"
#include "harness/reports/report.h"
#include "harness/results/surface_line.h"

/* The columns that the paper's words mean. */
#define STACK "claimed"
#define BETTER_STACK "recommended"

/* Names come from a file that somebody else may have made. */
static void name(FILE *out, const char *text)
{
	escape_markdown(out, text ? text : "?");
}

__attribute__((format(printf, 2, 3))) static void say(struct answer *a, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	vfprintf(a->said, fmt, args);
	va_end(args);
}

static void decide(struct answer *a, const struct record *cell)
{
	if (!cell)
		return;
	fputs("- ", a->deciding);
	name(a->deciding, cell->attack);
	fputs(" under ", a->deciding);
	name(a->deciding, cell->defence);
	fprintf(a->deciding, ": %s\n", verdict_name(cell->verdict));
}

/* All of a square's cells that count and were (not) held. */
static void decide_by(struct answer *a, const struct square *s, bool held)
{
	const struct record **cells = s ? calloc(s->cell_count + 1, sizeof(*cells)) : NULL;
	size_t n = 0;

	for (size_t i = 0; cells && i < s->cell_count; i++)
		if (verdict_counts(s->cells[i]->verdict) &&
		    (s->cells[i]->verdict == VERDICT_HELD) == held)
			cells[n++] = s->cells[i];
	if (cells)
		qsort(cells, n, sizeof(*cells), record_by_name);
	for (size_t i = 0; i < n; i++)
		decide(a, cells[i]);
	free(cells);
}

static enum judgement by_count(size_t held, size_t proven)
{
	if (!proven)
		return UNMEASURED;
	return held == proven ? CONFIRMED : held ? PARTLY : REFUTED;
}

/* Of the nine kinds of attack that the paper knows, under one column. */
struct tally {
	size_t held, proven, kinds, kinds_held;
};

static struct tally count(const struct sources *s, const char *column)
{
	struct tally t = { 0 };

	for (size_t i = 0; i < s->claims->row_count; i++) {
		const struct square *q = matrix_find(s->matrix, s->claims->rows[i], column);

		if (!q || !q->proven)
			continue;
		t.held += q->held;
		t.proven += q->proven;
		t.kinds++;
		t.kinds_held += q->held == q->proven;
	}
	return t;
}

static double percent(size_t part, size_t whole)
{
	return whole ? 100.0 * (double)part / (double)whole : 0;
}

static void say_total(struct answer *a, const char *column, const struct tally *t)
{
	say(a, "`%s`: %zu of %zu attacks held (%.0f %%), %zu of %zu kinds in full. ", column,
	    t->held, t->proven, percent(t->held, t->proven), t->kinds_held, t->kinds);
}

static void say_square(struct answer *a, const char *row, const char *column)
{
	const struct square *q = matrix_find(a->s->matrix, row, column);

	if (q && q->proven)
		say(a, "%s under `%s`: %zu of %zu held (%.0f %%). ", row, column, q->held,
		    q->proven, percent(q->held, q->proven));
	else
		say(a, "%s under `%s`: not measured. ", row, column);
}

static enum judgement paper(struct answer *a)
{
	const struct claims *c = a->s->claims;
	size_t agree = claims_count(c, CLAIM_AGREES), differ = claims_count(c, CLAIM_DIFFERS);

	char *own = report_own_claims(c);

	say(a, "Of its %zu fields %zu agree with the measurement, %zu differ, %zu are undecided. "
	       "`ordeal matrix --against threat-model` prints them side by side. %s",
	    c->row_count * c->column_count, agree, differ, claims_count(c, CLAIM_UNDECIDED),
	    own ? own : "");
	free(own);
	for (size_t i = 0; i < c->row_count * c->column_count; i++)
		if (c->comparison[i].agreement == CLAIM_DIFFERS)
			decide(a, c->comparison[i].deciding);
	return by_count(agree, agree + differ);
}

static enum judgement coverage(struct answer *a)
{
	enum { CLAIMED = 90, ABOUT = 5 };
	struct tally t = count(a->s, STACK), more = count(a->s, BETTER_STACK);

	if (!t.proven)
		return UNMEASURED;
	say_total(a, STACK, &t);
	if (more.proven)
		say_total(a, BETTER_STACK, &more);
	say(a, "Confirmed if `" STACK "` held %d %% or more; \"about\" is taken as %d points.",
	    CLAIMED - ABOUT, ABOUT);
	for (size_t i = 0; i < a->s->claims->row_count; i++)
		decide_by(a, matrix_find(a->s->matrix, a->s->claims->rows[i], STACK), false);
	return percent(t.held, t.proven) >= CLAIMED - ABOUT ? CONFIRMED : REFUTED;
}

static enum judgement gaps(struct answer *a)
{
	static const char *const named[] = { "proc-read", "env-leak" };
	size_t theirs = 0, others = 0, seen = 0;

	say(a, "Kinds with a gap under `" STACK "`:");
	for (size_t i = 0; i < a->s->claims->row_count; i++) {
		const char *row = a->s->claims->rows[i];
		const struct square *q = matrix_find(a->s->matrix, row, STACK);
		bool is_named = !strcmp(row, named[0]) || !strcmp(row, named[1]);

		if (!q || !q->proven)
			continue;
		seen++;
		if (q->held == q->proven)
			continue;
		say(a, "%s %s %zu of %zu", theirs + others ? "," : "", row, q->proven - q->held,
		    q->proven);
		theirs += is_named;
		others += !is_named;
		if (!is_named)
			decide_by(a, q, false);
	}
	say(a, "%s. Confirmed if they are proc-read and env-leak and no others, partly if there "
	       "are others too.",
	    theirs + others ? "" : " none");
	if (!seen)
		return UNMEASURED;
	return theirs < 2 ? (theirs ? PARTLY : REFUTED) : others ? PARTLY : CONFIRMED;
}

static enum judgement unseen_getenv(struct answer *a)
{
	static const char attack[] = "env-leak/getenv";
	const struct records *all = &a->s->matrix->records;
	const struct record *filter = records_find(all, attack, "seccomp");

	say_square(a, "env-leak", "seccomp");
	say(a, "Confirmed if env-leak/getenv gets through the filter.");
	decide(a, filter);
	decide(a, records_find(all, attack, "env"));
	if (!filter || !verdict_counts(filter->verdict))
		return UNMEASURED;
	return filter->verdict == VERDICT_BREACHED ? CONFIRMED : REFUTED;
}

static enum judgement paths(struct answer *a)
{
	const struct square *q = matrix_find(a->s->matrix, "proc-read", "seccomp");

	say_square(a, "proc-read", "seccomp");
	say(a, "Confirmed if the filter held none, partly if some: those it held are listed, and "
	       "need a call that it refuses.");
	if (!q || !q->proven)
		return UNMEASURED;
	decide_by(a, q, true);
	return !q->held ? CONFIRMED : q->held < q->proven ? PARTLY : REFUTED;
}

/* Is `variant` slower than the null stack, by more than chance? Tells the difference. */
static bool slower(struct answer *a, const char *program, const struct cost *null,
		   const struct cost *c)
{
	bool apart = c->added_low > null->added_high;

	say(a, "\n- %s: `%s` %+.0f %s (%+.0f to %+.0f), `%s` %+.0f %s (%+.0f to %+.0f): %s", program,
	    null->variant, null->added, null->unit, null->added_low, null->added_high, c->variant,
	    c->added, c->unit, c->added_low, c->added_high,
	    apart ? "slower" : "no difference shown");
	return apart;
}

static enum judgement free_env(struct answer *a)
{
	static const char *const programs[] = { "noop-static", "noop-dynamic", "python" };
	size_t seen = 0, layer = 0, tool = 0;

	say(a, "What is added to the median launch, with 95 %% intervals. The layer `env` is "
	       "compared with the null stack `fork`, the command `env -i` with a bare launch. "
	       "Confirmed if no interval of the layer lies above that of the null stack, partly if "
	       "only the command costs something.%s\n",
	    a->s->costs ? "" : " No benchmark was given.");
	for (size_t i = 0; a->s->costs && i < sizeof(programs) / sizeof(*programs); i++) {
		const struct costs *c = a->s->costs;
		const struct cost *bare = costs_find(c, "sample", programs[i], "bare");
		const struct cost *null = costs_find(c, "sample", programs[i], "fork");
		const struct cost *env = costs_find(c, "sample", programs[i], "env");
		const struct cost *command = costs_find(c, "sample", programs[i], "env-i");

		if (null && env) {
			seen++;
			layer += slower(a, programs[i], null, env);
		}
		if (bare && command)
			tool += slower(a, programs[i], bare, command);
	}
	if (!seen)
		return UNMEASURED;
	return layer ? REFUTED : tool ? PARTLY : CONFIRMED;
}

static enum judgement one_square(struct answer *a, const char *row, const char *column)
{
	const struct square *q = matrix_find(a->s->matrix, row, column);

	say_square(a, row, column);
	decide_by(a, q, false);
	return by_count(q ? q->held : 0, q ? q->proven : 0);
}

static enum judgement rlimit_memory(struct answer *a)
{
	return one_square(a, "memory-bomb", "rlimit");
}

static enum judgement rlimit_disk(struct answer *a)
{
	return one_square(a, "disk-bomb", "rlimit");
}

static enum judgement clear_tmp(struct answer *a)
{
	enum judgement j = one_square(a, "tmp-snooping", "tmp");

	say_square(a, "tmp-snooping", "rm-rf-tmp");
	return j;
}

static enum judgement preloaded(struct answer *a)
{
	static const char *const attacks[] = { "preload-evasion/libc-syscall",
					       "preload-evasion/inline-syscall" };
	size_t around = 0, seen = 0;

	say_square(a, "preload-evasion", "preload-shim");
	say_square(a, "preload-evasion", "preload");
	say(a, "Confirmed if a call by syscall(2) and one by machine code get past `preload-shim`.");
	for (size_t i = 0; i < sizeof(attacks) / sizeof(*attacks); i++) {
		const struct record *cell =
			records_find(&a->s->matrix->records, attacks[i], "preload-shim");

		if (!cell || !verdict_counts(cell->verdict))
			continue;
		decide(a, cell);
		seen++;
		around += cell->verdict == VERDICT_BREACHED;
	}
	return !seen ? UNMEASURED : around == seen ? CONFIRMED : around ? PARTLY : REFUTED;
}

static enum judgement surface(struct answer *a)
{
	enum { CLAIMED = 55, ABOUT = 5 };
	json_int_t left = json_integer_value(json_object_get(a->s->surface, "reachable"));
	json_int_t of = json_integer_value(json_object_get(a->s->surface, "of"));
	json_int_t to_all = (json_int_t)surface_refused_to_all(a->s->surface);

	if (!of)
		return UNMEASURED;
	say(a, "`seccomp` leaves %lld of %lld system calls of this kernel: a cut of %.0f %%, or of %.0f "
	       "%% if it also stops the %lld that ordinary permission refuses to everybody. "
	       "Confirmed at %d %% or more; \"about\" is taken as %d points.",
	    (long long)left, (long long)of, 100 - percent((size_t)left, (size_t)of),
	    100 - percent((size_t)(left - to_all), (size_t)of), (long long)to_all,
	    CLAIMED - ABOUT, ABOUT);
	return 100 - percent((size_t)left, (size_t)of) >= CLAIMED - ABOUT ? CONFIRMED : REFUTED;
}

const struct question questions[] = {
	{ "The matrix on paper is right", paper },
	{ "Fork, seccomp, rlimits, a cleaned environment and a cleared /tmp cover about 90 %", coverage },
	{ "The gaps that are left are /proc and the environment", gaps },
	{ "getenv(3) reads memory, so no filter of system calls sees it", unseen_getenv },
	{ "A filter cannot look at paths, so it does not stop reads of /proc", paths },
	{ "A cleaned environment costs nothing", free_env },
	{ "Resource limits stop memory bombs", rlimit_memory },
	{ "Resource limits stop disk bombs", rlimit_disk },
	{ "A cleared /tmp stops snooping", clear_tmp },
	{ "A preloaded shim over open() is walked around by a direct system call", preloaded },
	{ "Python in WebAssembly closes every gap, for some seconds and 30 MB", NULL },
	{ "A filter cuts the reachable kernel by about 55 %", surface },
	{ NULL, NULL },
};
