// SPDX-License-Identifier: MIT
/*
 * report_markdown.c - the tables of a README.
 */
#include "harness/report.h"

#include <stdlib.h>
#include <string.h>

#include "harness/escape.h"

static const char *const emoji[] = {
	[SYMBOL_ALL] = "✅",	   [SYMBOL_SOME] = "⚠️",	[SYMBOL_NONE] = "❌",
	[SYMBOL_NOTHING] = "·",	   [SYMBOL_UNAVAILABLE] = "⛔", [SYMBOL_SUSPECT] = "!",
};

/* A table for a README has one subject each. */
static const struct { const char *title, *groups[4]; } tables[] = {
	{ "Nothing, and whole stacks", { "baseline", "stack" } },
	{ "Each layer alone", { "layer" } },
	{ "What people deploy", { "stock", "given" } },
};

static bool in_table(const struct matrix_column *c, const char *const *groups)
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

static void print_total(const struct report *r, enum total t, const char *const *groups)
{
	const struct matrix *m = r->matrix;
	char text[32];

	fprintf(r->out, "\n| *%s* |", total_names[t]);
	for (size_t k = 0; k < m->column_count; k++) {
		if (!in_table(&m->columns[k], groups))
			continue;
		report_total(text, sizeof(text), m, k, t);
		fprintf(r->out, " %s |", text);
	}
}

static void print_table(const struct report *r, const char *title, const char *const *groups)
{
	const struct matrix *m = r->matrix;
	size_t n = 0;

	for (size_t k = 0; k < m->column_count; k++)
		n += in_table(&m->columns[k], groups);
	if (!n)
		return;
	fprintf(r->out, "**%s**\n\n| |", title);
	for (size_t k = 0; k < m->column_count; k++)
		if (in_table(&m->columns[k], groups))
			print_name(r->out, m->columns[k].name);
	fputs("\n|---|", r->out);
	while (n--)
		fputs("---|", r->out);
	for (size_t i = 0; i < m->row_count; i++) {
		fputs("\n|", r->out);
		print_name(r->out, m->rows[i].name);
		for (size_t k = 0; k < m->column_count; k++)
			if (in_table(&m->columns[k], groups))
				print_square(r->out, &m->rows[i], matrix_at(m, i, k));
	}
	for (enum total t = 0; t < TOTALS; t++)
		if (report_has_total(m, t))
			print_total(r, t, groups);
	fputs("\n\n", r->out);
}

static void print_legend(const struct report *r)
{
	const struct matrix *m = r->matrix;
	const char *doubt = report_doubt(m->results);

	fputs("k/n: of the n attacks that work here undefended, k were held. ✅ all held, ⚠️ some, "
	      "❌ none, · nothing proven, ⛔ cannot be applied here, ! broken or flaky.",
	      r->out);
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
	for (size_t t = 0; t < sizeof(tables) / sizeof(*tables); t++)
		print_table(r, tables[t].title, tables[t].groups);
	print_legend(r);
	return 0;
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
