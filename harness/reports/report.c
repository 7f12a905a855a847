// SPDX-License-Identifier: MIT
#include "harness/reports/report.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "harness/results/about.h"
#include "harness/results/record.h"
#include "lib/strf.h"

static int write_matrix(const struct reporter *r, const struct report *what)
{
	int code = r->begin ? r->begin(what) : 0;
	const struct records *all = &what->matrix->records;

	for (size_t i = 0; r->cell && i < all->count && !code; i++)
		code = r->cell(what, &all->list[i]);
	if (!code && r->end)
		code = r->end(what);
	return code;
}

int report_write(const struct reporter *r, const struct report *what)
{
	int code;

	if (what->claims)
		code = r->against ? r->against(what) : -ENOTSUP;
	else
		code = write_matrix(r, what);
	if (!code && (fflush(what->out) || ferror(what->out)))
		code = errno ? -errno : -EIO;
	return code;
}

/* Each is one column wide in every terminal; the emoji of a README are not. */
static const struct { const char *glyph, *meaning; } look[] = {
	[SYMBOL_ALL] = { "✔", "all held" },
	[SYMBOL_SOME] = { "◐", "some" },
	[SYMBOL_NONE] = { "✘", "none" },
	[SYMBOL_NOTHING] = { "·", "nothing proven" },
	[SYMBOL_UNAVAILABLE] = { "∅", "cannot be applied here" },
	[SYMBOL_SUSPECT] = { "!", "broken or flaky" },
};

const char *symbol_glyph(enum symbol s)
{
	return look[s].glyph;
}

const char *symbol_meaning(enum symbol s)
{
	return look[s].meaning;
}

void report_symbols(FILE *out)
{
	for (size_t i = 0; i < sizeof(look) / sizeof(*look); i++)
		fprintf(out, "%s%s %s", i ? ", " : "", look[i].glyph, look[i].meaning);
}

bool report_plain(const struct matrix_row *row, const struct square *s)
{
	return row->benign && s->proven && !s->suspect;
}

const char *const total_names[TOTALS] = {
	[TOTAL_HELD] = "all attacks",
	[TOTAL_ABSENT] = "not expressible",
	[TOTAL_FALSE_POSITIVES] = "false positives",
};

void report_total(char *text, size_t size, const struct matrix *m, size_t column, enum total t)
{
	struct square sum = matrix_sum(m, column, t == TOTAL_FALSE_POSITIVES);

	*text = '\0';
	if (!sum.proven && t != TOTAL_ABSENT)
		return;
	switch (t) {
	case TOTAL_HELD:
		snprintf(text, size, "%zu/%zu", sum.held, sum.proven);
		break;
	case TOTAL_ABSENT:
		if (sum.absent)
			snprintf(text, size, "%zu", sum.absent);
		break;
	case TOTAL_FALSE_POSITIVES:
		snprintf(text, size, "%zu", sum.proven - sum.held);
		break;
	case TOTALS:
		break;
	}
}

bool report_has_total(const struct matrix *m, enum total t)
{
	size_t benign = 0, absent = 0;

	for (size_t i = 0; i < m->row_count; i++)
		benign += m->rows[i].benign;
	for (size_t k = 0; k < m->column_count && t == TOTAL_ABSENT; k++)
		absent += matrix_sum(m, k, false).absent;
	if (t == TOTAL_ABSENT)
		return absent > 0;
	return t == TOTAL_FALSE_POSITIVES ? benign > 0 : m->row_count - benign > 1;
}

char *report_measured(const struct square *s)
{
	if (!s)
		return strf("not measured");
	if (s->suspect)
		return strf("%zu broken or flaky", s->suspect);
	if (s->unavailable && !s->proven)
		return strf("unavailable here");
	if (!s->proven)
		return s->shared ? strf("adds nothing") : strf("nothing proven");
	return strf("%zu of %zu held", s->held, s->proven);
}

static const char *baseline_of(const struct matrix *m, const char *column)
{
	size_t k = matrix_column(m, column);

	return k < m->column_count ? m->columns[k].baseline : NULL;
}

char *report_difference(const struct comparison *c, const struct matrix *m)
{
	char *measured = report_measured(c->square), *text;

	if (c->deciding)
		text = strf("%s: %s is %s", measured, c->deciding->attack,
			    verdict_name(c->deciding->verdict));
	else if (c->square && c->square->shared)
		text = strf("%s: %zu more are held by %s alone", measured, c->square->shared,
			    baseline_of(m, c->column));
	else
		text = strf("%s", measured);
	free(measured);
	return text;
}

char *report_own_claims(const struct claims *c)
{
	char *sentence = NULL;

	for (size_t k = 0; k < c->column_count; k++) {
		char *more = !c->own[k] ? NULL :
			strf("%s%sThe column %s is not in the original: it was added by who made "
			     "this table of claims (%zu of the %zu fields).", sentence ? sentence : "",
			     sentence ? " " : "", c->columns[k], c->row_count,
			     c->row_count * c->column_count);

		if (!more)
			continue;
		free(sentence);
		sentence = more;
	}
	return sentence;
}

/* How many a column holds that are not to its credit. */
static size_t not_counted(const struct matrix *m, size_t column)
{
	size_t n = 0;

	for (size_t row = 0; row < m->row_count; row++)
		n += matrix_at(m, row, column)->shared;
	return n;
}

static bool same_credit(const struct matrix *m, size_t a, size_t b)
{
	return not_counted(m, a) == not_counted(m, b) && m->columns[a].baseline &&
	       m->columns[b].baseline && !strcmp(m->columns[a].baseline, m->columns[b].baseline);
}

/* Why the null does not have to hold what its own n leaves out. */
static void say_of_the_null(FILE *out, const struct matrix *m)
{
	for (size_t k = 0; k < m->column_count; k++) {
		size_t n = matrix_sum(m, k, false).elsewhere;

		if (n)
			fprintf(out, NULL_COLUMN " must hold nothing of what works under it; %zu "
				"%s under another column (%s), and it is not asked about %s.\n",
				n, for_number(n, "attack works only", "attacks work only"),
				for_number(n, "its control", "their control"),
				for_number(n, "it", "them"));
	}
}

/* Columns of the same number and the same other column are named together, by the first of them. */
void report_credits(FILE *out, const struct matrix *m, void (*put)(FILE *, const char *))
{
	const char *begin = "Not counted, since another column alone holds them: ";

	for (size_t k = 0, first; k < m->column_count; k++) {
		for (first = 0; first < k && !same_credit(m, first, k);)
			first++;
		if (!not_counted(m, k) || first < k)
			continue;
		fprintf(out, "%s%zu (", begin, not_counted(m, k));
		put(out, m->columns[k].baseline);
		fputs(") for ", out);
		begin = "; ";
		for (size_t like = k; like < m->column_count; like++)
			if (same_credit(m, k, like)) {
				fputs(like == k ? "" : ", ", out);
				put(out, m->columns[like].name);
			}
	}
	fputs(*begin == ';' ? ".\n" : "", out);
	say_of_the_null(out, m);
}

const char *report_doubt(const struct results *r)
{
	if (!r->end)
		return "incomplete: the run did not come to its end";
	if (about_of(r).interrupted)
		return "incomplete: the run was interrupted";
	return NULL;
}

void report_origin(FILE *out, const struct results *r, void (*put)(FILE *, const char *))
{
	struct about about = about_of(r);
	size_t taken = records_taken_over(r),
	       measured = about.cells > taken ? about.cells - taken : 0;

	if (about.seconds <= 0 || !*about.started || !*about.cpu || !*about.kernel)
		return;
	fprintf(out, "Measured on %.10s: %zu cell%s in %.0f minutes, %.1f a second, on %lld "
		"processors (", about.started, measured, plural(measured), about.seconds / 60,
		(double)measured / about.seconds, about.processors);
	put(out, about.cpu);
	fputs("), Linux ", out);
	put(out, about.kernel);
	fprintf(out, "; to build an arena and to tear it down takes %.1f ms (median).", about.arena_ms);
	if (taken)
		fprintf(out, " %zu other cell%s taken over from earlier runs; each names its "
			"commit, day and machine.", taken, taken == 1 ? " is" : "s are");
	fputc('\n', out);
}
