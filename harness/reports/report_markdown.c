// SPDX-License-Identifier: MIT
/*
 * report_markdown.c - the tables of a README.
 */
#include "harness/reports/report.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "harness/reports/escape.h"

static const char *const emoji[] = {
	[SYMBOL_ALL] = "✅",	   [SYMBOL_SOME] = "⚠️",	[SYMBOL_NONE] = "❌",
	[SYMBOL_NOTHING] = "·",	   [SYMBOL_UNAVAILABLE] = "⛔", [SYMBOL_SUSPECT] = "!",
};

static const struct { const char *title, *groups[4]; } subjects[] = {
	{ "Nothing, and whole stacks", { "baseline", "stack" } },
	{ "Each layer alone", { "layer" } },
	{ "What people deploy", { "stock", "given" } },
};

/* What a page is wide: a subject with more columns gets several tables. */
enum { PAGE_COLUMNS = 13 };

/* Columns of a matrix, by number, that stand in one table. */
struct table {
	size_t *column, columns;
};

static bool in_groups(const struct matrix_column *c, const char *const *groups)
{
	for (; *groups; groups++)
		if (!strcmp(*groups, c->group))
			return true;
	return false;
}

static void print_name(FILE *out, const char *name)
{
	fputc(' ', out);
	escape_markdown(out, name);
	fputs(" |", out);
}

static void print_square(FILE *out, const struct matrix_row *row, const struct square *s)
{
	if (!s->cell_count)
		fputs(" |", out);
	else if (report_plain(row, s))
		fprintf(out, " %zu/%zu |", s->held, s->proven);
	else if (s->proven)
		fprintf(out, " %s %zu/%zu |", emoji[square_symbol(s)], s->held, s->proven);
	else
		fprintf(out, " %s |", emoji[square_symbol(s)]);
}

static void print_total(const struct report *r, enum total total, const struct table *t)
{
	char text[32];

	fprintf(r->out, "\n| *%s* |", total_names[total]);
	for (size_t k = 0; k < t->columns; k++) {
		report_total(text, sizeof(text), r->matrix, t->column[k], total);
		fprintf(r->out, " %s |", text);
	}
}

static void print_table(const struct report *r, const struct table *t)
{
	const struct matrix *m = r->matrix;

	fputs("| |", r->out);
	for (size_t k = 0; k < t->columns; k++)
		print_name(r->out, m->columns[t->column[k]].name);
	fputs("\n|---|", r->out);
	for (size_t k = 0; k < t->columns; k++)
		fputs("---|", r->out);
	for (size_t i = 0; i < m->row_count; i++) {
		fputs("\n|", r->out);
		print_name(r->out, m->rows[i].name);
		for (size_t k = 0; k < t->columns; k++)
			print_square(r->out, &m->rows[i], matrix_at(m, i, t->column[k]));
	}
	for (enum total total = 0; total < TOTALS; total++)
		if (report_has_total(m, total))
			print_total(r, total, t);
	fputs("\n\n", r->out);
}

/* One table, or several of about the same width. 0, -ENOMEM */
static int print_subject(const struct report *r, const char *title, const char *const *groups)
{
	const struct matrix *m = r->matrix;
	size_t *column = calloc(m->column_count + 1, sizeof(*column)), n = 0, pages, each;

	if (!column)
		return -ENOMEM;
	for (size_t k = 0; k < m->column_count; k++)
		if (in_groups(&m->columns[k], groups))
			column[n++] = k;
	pages = (n + PAGE_COLUMNS - 1) / PAGE_COLUMNS;
	each = pages ? (n + pages - 1) / pages : 1;
	if (n)
		fprintf(r->out, "**%s**\n\n", title);
	for (size_t k = 0; k < n; k += each) {
		struct table page = { column + k, n - k < each ? n - k : each };

		print_table(r, &page);
	}
	free(column);
	return 0;
}

static void print_legend(const struct report *r)
{
	const struct matrix *m = r->matrix;
	const char *doubt = report_doubt(m->results);

	fputs("k/n: of the n attacks that work here undefended, k were held. ✅ all held, ⚠️ some, "
	      "❌ none, · nothing proven, ⛔ cannot be applied here, ! broken or flaky.",
	      r->out);
	if (report_has_total(m, TOTAL_ABSENT))
		fputs(" " REPORT_ABSENT, r->out);
	if (report_has_total(m, TOTAL_FALSE_POSITIVES))
		fputs(" " REPORT_BENIGN, r->out);
	fputs("\n\n", r->out);
	report_origin(r->out, m->results, escape_markdown);
	fputc('\n', r->out);
	report_credits(r->out, m, escape_markdown);
	if (doubt)
		fprintf(r->out, "\n**%s**\n", doubt);
}

static int end(const struct report *r)
{
	int e = 0;

	for (size_t s = 0; s < sizeof(subjects) / sizeof(*subjects) && !e; s++)
		e = print_subject(r, subjects[s].title, subjects[s].groups);
	print_legend(r);
	return e;
}

static void print_difference(const struct report *r, const struct comparison *one)
{
	char *why = report_difference(one, r->matrix);

	fprintf(r->out, "- %s under %s: claimed %s, ", one->row, one->column,
		claimed_word(one->claimed));
	escape_markdown(r->out, why ? why : "");
	fputc('\n', r->out);
	free(why);
}

static int against(const struct report *r)
{
	const struct claims *c = r->claims;
	size_t n = c->row_count * c->column_count;
	char *own;

	fprintf(r->out, "| %s → measured |", c->summary);
	for (size_t k = 0; k < c->column_count; k++)
		fprintf(r->out, " %s |", c->columns[k]);
	fputs("\n|---|", r->out);
	for (size_t k = 0; k < c->column_count; k++)
		fputs("---|", r->out);
	for (size_t i = 0; i < n; i++) {
		const struct comparison *one = &c->comparison[i];

		if (i % c->column_count == 0)
			fprintf(r->out, "\n| %s |", one->row);
		fprintf(r->out, " %s →", claimed_name(one->claimed));
		if (one->square)
			print_square(r->out, &(struct matrix_row){ 0 }, one->square);
		else
			fputs(" not measured |", r->out);
	}
	fprintf(r->out, "\n\n%zu claims agree, %zu differ, %zu are undecided.\n\n",
		claims_count(c, CLAIM_AGREES), claims_count(c, CLAIM_DIFFERS),
		claims_count(c, CLAIM_UNDECIDED));
	own = report_own_claims(c);
	if (own) {
		escape_markdown(r->out, own);
		fputs("\n\n", r->out);
	}
	free(own);
	for (size_t i = 0; i < n; i++)
		if (c->comparison[i].agreement == CLAIM_DIFFERS)
			print_difference(r, &c->comparison[i]);
	return 0;
}

const struct reporter report_markdown = {
	.name = "markdown",
	.end = end,
	.against = against,
};
