// SPDX-License-Identifier: MIT
/*
 * report_text.c - the matrix on a terminal. If it is too wide, it is cut into blocks: at the groups
 * of columns first, within a group where even that is too wide.
 */
#include "harness/results/about.h"
#include "harness/reports/answer.h"
#include "harness/reports/report.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "harness/reports/fold.h"
#include "harness/reports/table.h"
#include "lib/strf.h"

static const char *colour_of(enum symbol s)
{
	static const char *const colours[] = {
		[SYMBOL_ALL] = "green", [SYMBOL_SOME] = "yellow", [SYMBOL_NONE] = "red",
		[SYMBOL_NOTHING] = NULL, [SYMBOL_UNAVAILABLE] = NULL, [SYMBOL_SUSPECT] = "magenta",
	};

	return colours[s];
}

enum { SQUARE = 32, GAP = 2 };

static void square_text(char *text, const struct matrix_row *row, const struct square *s)
{
	if (!s->cell_count)
		*text = '\0';
	else if (report_plain(row, s))
		snprintf(text, SQUARE, "%zu/%zu", s->held, s->proven);
	else if (s->proven)
		snprintf(text, SQUARE, "%s %zu/%zu", symbol_glyph(square_symbol(s)), s->held,
			 s->proven);
	else
		snprintf(text, SQUARE, "%s", symbol_glyph(square_symbol(s)));
}

static size_t column_width(const struct matrix *m, size_t k)
{
	size_t widest = strlen(m->columns[k].name);
	char text[SQUARE];

	for (size_t i = 0; i < m->row_count; i++) {
		square_text(text, &m->rows[i], matrix_at(m, i, k));
		widest = table_glyphs(text) > widest ? table_glyphs(text) : widest;
	}
	for (enum total t = 0; t < TOTALS; t++) {
		report_total(text, sizeof(text), m, k, t);
		widest = strlen(text) > widest ? strlen(text) : widest;
	}
	return widest + GAP;
}

static size_t name_width(const struct matrix *m)
{
	size_t widest = 0;

	for (size_t i = 0; i < m->row_count; i++)
		widest = strlen(m->rows[i].name) > widest ? strlen(m->rows[i].name) : widest;
	for (enum total t = 0; t < TOTALS; t++)
		if (report_has_total(m, t) && strlen(total_names[t]) > widest)
			widest = strlen(total_names[t]);
	return widest;
}

static size_t width_of(const struct matrix *m, size_t from, size_t to)
{
	size_t width = name_width(m);

	while (from < to)
		width += column_width(m, from++);
	return width;
}

static bool same_group(const struct matrix *m, size_t a, size_t b)
{
	return !strcmp(m->columns[a].group, m->columns[b].group);
}

/* As many columns of one group, from `from` on, as the width and `most` allow; one at least. */
static size_t fill_block(const struct report *r, size_t from, size_t most)
{
	const struct matrix *m = r->matrix;
	size_t end = from + 1;

	while (end < m->column_count && end - from < most && same_group(m, from, end) &&
	       width_of(m, from, end + 1) <= r->width)
		end++;
	return end;
}

/*
 * Where the block that begins with column `from` ends. What is left of a group is shared out evenly
 * among the blocks that it needs, so that no column stands alone.
 */
static size_t block_end(const struct report *r, size_t from)
{
	const struct matrix *m = r->matrix;
	size_t end = from, blocks = 0;

	if (!r->width || width_of(m, 0, m->column_count) <= r->width)
		return m->column_count;
	for (; end < m->column_count && same_group(m, from, end); blocks++)
		end = fill_block(r, end, m->column_count);
	return fill_block(r, from, (end - from + blocks - 1) / blocks);
}

static int print_total(struct libscols_table *t, const struct matrix *m, enum total which,
		       size_t from, size_t to)
{
	struct libscols_line *line = scols_table_new_line(t, NULL);
	int code = line ? table_put(line, 0, total_names[which], NULL) : -ENOMEM;

	for (size_t k = from; k < to && !code; k++) {
		char text[SQUARE];

		report_total(text, sizeof(text), m, k, which);
		code = table_put(line, k - from + 1, text, NULL);
	}
	return code;
}

static int print_block(const struct report *r, size_t from, size_t to)
{
	const struct matrix *m = r->matrix;
	bool whole = !from && to == m->column_count;
	struct libscols_table *t = table_new(r->out, r->width, r->colour);
	int code = t ? 0 : -ENOMEM;

	if (t)
		scols_table_new_column(t, whole ? "" : m->columns[from].group, 0, 0);
	for (size_t k = from; k < to && !code; k++)
		code = scols_table_new_column(t, m->columns[k].name, 0, 0) ? 0 : -ENOMEM;
	for (size_t i = 0; i < m->row_count && !code; i++) {
		struct libscols_line *line = scols_table_new_line(t, NULL);

		code = line ? table_put(line, 0, m->rows[i].name, NULL) : -ENOMEM;
		for (size_t k = from; k < to && !code; k++) {
			const struct square *s = matrix_at(m, i, k);
			char text[SQUARE];

			square_text(text, &m->rows[i], s);
			code = table_put(line, k - from + 1, text,
					 s->cell_count ? colour_of(square_symbol(s)) : NULL);
		}
	}
	for (enum total which = 0; which < TOTALS && !code; which++)
		if (report_has_total(m, which))
			code = print_total(t, m, which, from, to);
	if (!code)
		code = scols_print_table(t);
	scols_unref_table(t);
	return code;
}

static const char *or_unknown(const char *text)
{
	return *text ? text : "?";
}

static void print_title(const struct report *r)
{
	const struct results *file = r->matrix->results;
	struct about about = about_of(file);
	const char *doubt = report_doubt(file);

	fprintf(r->out, "%s: profile %s, suite %s (%s), kernel %s, %s\n", file->path,
		or_unknown(about.profile), or_unknown(about.version), or_unknown(about.commit),
		or_unknown(about.kernel), or_unknown(about.started));
	if (doubt)
		fprintf(r->out, "%s\n", doubt);
	fputc('\n', r->out);
}

static void put(FILE *out, const char *text)
{
	fputs(text, out);
}

/* What `say` prints, a sentence a line, folded to the screen. 0 or -ENOMEM. */
static int print_folded(const struct report *r, void (*say)(FILE *, const struct report *),
			const char *behind)
{
	char *text = NULL;
	size_t n;
	FILE *out = open_memstream(&text, &n);

	if (!out)
		return -ENOMEM;
	say(out, r);
	fclose(out);
	for (char *line = text ? strtok(text, "\n") : NULL; line; line = strtok(NULL, "\n"))
		fold(r->out, 0, 0, r->width ? r->width : SIZE_MAX, line);
	fputs(text && n ? behind : "", r->out);
	free(text);
	return text ? 0 : -ENOMEM;
}

static void say_answer(FILE *out, const struct report *r)
{
	answer_print(out, r->matrix);
}

static void say_legend(FILE *out, const struct report *r)
{
	report_symbols(out);
	fputc('\n', out);
	fputs("k/n: k held, of the n attacks that work here undefended.\n", out);
	if (report_has_total(r->matrix, TOTAL_ABSENT))
		fputs(REPORT_ABSENT "\n", out);
	if (report_has_total(r->matrix, TOTAL_FALSE_POSITIVES))
		fputs(REPORT_BENIGN "\n", out);
	report_credits(out, r->matrix, put);
}

int report_text_blocks(const struct report *r)
{
	const struct matrix *m = r->matrix;
	int code = 0;

	for (size_t from = 0, to; from < m->column_count && !code; from = to) {
		to = block_end(r, from);
		if (from)
			fputc('\n', r->out);
		code = print_block(r, from, to);
	}
	return code;
}

static int end(const struct report *r)
{
	int code;

	print_title(r);
	code = print_folded(r, say_answer, "\n");
	if (!code)
		code = report_text_blocks(r);
	if (code)
		return code;
	fputc('\n', r->out);
	return print_folded(r, say_legend, "");
}

static int print_claims(const struct report *r)
{
	const struct claims *c = r->claims;
	struct libscols_table *t = table_new(r->out, r->width, r->colour);
	int code = t && scols_table_new_column(t, c->summary, 0, 0) ? 0 : -ENOMEM;

	for (size_t k = 0; k < c->column_count && !code; k++)
		code = scols_table_new_column(t, c->columns[k], 0, 0) ? 0 : -ENOMEM;
	for (size_t i = 0; i < c->row_count && !code; i++) {
		struct libscols_line *line = scols_table_new_line(t, NULL);

		code = line ? table_put(line, 0, c->rows[i], NULL) : -ENOMEM;
		for (size_t k = 0; k < c->column_count && !code; k++) {
			const struct comparison *one = &c->comparison[i * c->column_count + k];
			char text[SQUARE] = "?", both[SQUARE + 16];

			if (one->square)
				square_text(text, &(struct matrix_row){ 0 }, one->square);
			snprintf(both, sizeof(both), "%-7s %s", claimed_name(one->claimed), text);
			code = table_put(line, k + 1, both,
					 one->agreement == CLAIM_DIFFERS ? "red" : NULL);
		}
	}
	if (!code)
		code = scols_print_table(t);
	scols_unref_table(t);
	return code;
}

static void print_difference(const struct report *r, const struct comparison *one)
{
	char *why = report_difference(one, r->matrix);

	fprintf(r->out, "  %-13s  %-8s  claimed %-7s  %s\n", one->row, one->column,
		claimed_word(one->claimed), why ? why : "");
	free(why);
}

static void print_list(const struct report *r, enum agreement a, const char *head)
{
	const struct claims *c = r->claims;

	if (!claims_count(c, a))
		return;
	fprintf(r->out, "\n%s\n\n", head);
	for (size_t i = 0; i < c->row_count * c->column_count; i++)
		if (c->comparison[i].agreement == a)
			print_difference(r, &c->comparison[i]);
}

/* Columns that whoever wrote the table of claims added to it. */
static void print_own(const struct report *r)
{
	char *sentence = report_own_claims(r->claims);

	if (sentence)
		fold(r->out, 0, 0, r->width ? r->width : SIZE_MAX, sentence);
	free(sentence);
}

static int against(const struct report *r)
{
	const struct claims *c = r->claims;
	int code;

	print_title(r);
	code = print_claims(r);
	if (code)
		return code;
	fprintf(r->out, "\n%zu claim%s agree, %zu differ, %zu are undecided.\n",
		claims_count(c, CLAIM_AGREES), plural(claims_count(c, CLAIM_AGREES)),
		claims_count(c, CLAIM_DIFFERS), claims_count(c, CLAIM_UNDECIDED));
	print_own(r);
	print_list(r, CLAIM_DIFFERS, "The differences, with the attack that decides:");
	print_list(r, CLAIM_UNDECIDED, "Undecided:");
	return 0;
}

const struct reporter report_text = {
	.name = "text",
	.end = end,
	.against = against,
};
