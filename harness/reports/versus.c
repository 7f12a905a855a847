// SPDX-License-Identifier: MIT
#include "harness/reports/versus.h"

#include <errno.h>
#include <string.h>

#include "harness/reports/answer.h"
#include "harness/results/about.h"

/* The same cell in the other run; NULL: not measured there. */
static const struct record *partner(const struct matrix *m, const struct record *cell)
{
	for (size_t i = 0; i < m->records.count; i++) {
		const struct record *r = &m->records.list[i];

		if (!strcmp(r->attack, cell->attack) && !strcmp(r->defence, cell->defence))
			return r;
	}
	return NULL;
}

static void introduce(FILE *out, const struct matrix *m)
{
	struct about about = about_of(m->results);

	fprintf(out, "%s (%.10s, kernel %s)\n", about.profile, about.started, about.kernel);
	answer_print(out, m);
	fputc('\n', out);
}

/* Cells of one column from one verdict to another: how many, and the first few by name. */
static void print_change(FILE *out, const struct matrix *a, const struct matrix *b,
			 const char *column, enum verdict from, enum verdict to)
{
	enum { NAMED = 4 };
	size_t n = 0;

	for (int pass = 0; pass < 2; pass++) {
		size_t named = 0;

		for (size_t i = 0; i < a->records.count; i++) {
			const struct record *r = &a->records.list[i];
			const struct record *p = strcmp(r->defence, column) || r->verdict != from ?
							 NULL : partner(b, r);

			if (!p || p->verdict != to)
				continue;
			n += !pass;
			if (pass && named++ < NAMED)
				fprintf(out, "%s %s", named > 1 ? "," : ":", r->attack);
		}
		if (!n)
			return;
		if (!pass)
			fprintf(out, "    %s, there %s: %zu", verdict_name(from), verdict_name(to), n);
		else
			fputs(n > NAMED ? ", ...\n" : "\n", out);
	}
}

/* Held of those that count in both. */
static void print_column(FILE *out, const struct matrix *a, const struct matrix *b,
			 const char *column)
{
	size_t both = 0, here = 0, there = 0;

	for (size_t i = 0; i < a->records.count; i++) {
		const struct record *r = &a->records.list[i];
		bool ours = !strcmp(r->defence, column) && !r->benign;
		const struct record *p = ours ? partner(b, r) : NULL;

		if (!p || !verdict_counts(r->verdict) || !verdict_counts(p->verdict))
			continue;
		both++;
		here += r->verdict == VERDICT_HELD;
		there += p->verdict == VERDICT_HELD;
	}
	fprintf(out, "%s: %zu of %zu held, there %zu of the same\n", column, here, both, there);
	for (enum verdict from = 0; from < VERDICT_COUNT; from++)
		for (enum verdict to = 0; to < VERDICT_COUNT; to++)
			if (from != to)
				print_change(out, a, b, column, from, to);
}

int versus_print(FILE *out, const struct matrix *a, const struct matrix *b)
{
	introduce(out, a);
	introduce(out, b);
	for (size_t i = 0; i < a->column_count; i++)
		if (matrix_column(b, a->columns[i].name) < b->column_count)
			print_column(out, a, b, a->columns[i].name);
	return ferror(out) ? -EIO : 0;
}
