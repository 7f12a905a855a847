// SPDX-License-Identifier: MIT
#include "harness/reports/rest.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "harness/results/about.h"
#include "harness/reports/fold.h"
#include "lib/strf.h"

/* Does the matrix that was measured have cells of this square? */
static bool measured(const struct matrix *m, const char *row, const char *column)
{
	const struct square *s = matrix_find(m, row, column);

	return s && s->cell_count;
}

/* Is it a row by itself? Those of attacks that were not measured are added up. */
static bool shows(const struct matrix *now, const struct matrix_row *row)
{
	for (size_t i = 0; i < now->row_count; i++)
		if (!strcmp(now->rows[i].name, row->name))
			return true;
	return row->benign;
}

static bool has_column(const struct matrix *m, const char *column)
{
	return matrix_column(m, column) < m->column_count;
}

/* The rows of attacks that the measured matrix does not have, under a column of the reference. */
static struct square others(const struct matrix *now, const struct matrix *ref, size_t column)
{
	struct square sum = { 0 };

	for (size_t i = 0; i < ref->row_count; i++)
		if (!shows(now, &ref->rows[i]))
			square_add(&sum, matrix_at(ref, i, column));
	return sum;
}

static size_t count_others(const struct matrix *now, const struct matrix *ref)
{
	size_t n = 0;

	for (size_t i = 0; i < ref->row_count; i++)
		n += !shows(now, &ref->rows[i]);
	return n;
}

static void print_origin(FILE *out, const struct results *file)
{
	struct about about = about_of(file);

	fprintf(out, "Not measured now, but from the run of %.10s on %lld processors (%s), Linux %s, "
		"suite %s, in %s:", about.started, about.processors, about.cpu, about.kernel,
		about.commit, file->path);
}

static void print_figure(FILE *out, const char *column, const struct square *s, bool *any)
{
	if (s->proven)
		fprintf(out, "%s %s %zu/%zu", *any ? "," : "", column, s->held, s->proven);
	*any |= s->proven > 0;
}

/* "16 other rows: none 0/250, seccomp 101/250" */
static bool print_others(FILE *out, const struct matrix *now, const struct matrix *ref)
{
	size_t n = count_others(now, ref);
	bool any = false;

	fprintf(out, "%zu other row%s:", n, plural(n));
	for (size_t k = 0; k < ref->column_count; k++) {
		struct square sum = others(now, ref, k);

		if (has_column(now, ref->columns[k].name))
			print_figure(out, ref->columns[k].name, &sum, &any);
	}
	return any;
}

/* A row by itself that was not measured under these columns. */
static bool print_gaps(FILE *out, const struct matrix *now, const struct matrix *ref, size_t row)
{
	const char *name = ref->rows[row].name;
	bool any = false;

	fprintf(out, "%s:", name);
	for (size_t k = 0; k < ref->column_count && shows(now, &ref->rows[row]); k++)
		if (has_column(now, ref->columns[k].name) &&
		    !measured(now, name, ref->columns[k].name))
			print_figure(out, ref->columns[k].name, matrix_at(ref, row, k), &any);
	return any;
}

/* One such line, folded; row == ref->row_count is that of the other rows. */
static int print_line(const struct report *r, const struct matrix *ref, size_t row, bool *any)
{
	char *text = NULL;
	size_t n;
	FILE *line = open_memstream(&text, &n);
	bool some;

	if (!line)
		return -ENOMEM;
	some = row == ref->row_count ? print_others(line, r->matrix, ref) :
				       print_gaps(line, r->matrix, ref, row);
	if (fclose(line)) {
		free(text);
		return -ENOMEM;
	}
	if (some)
		fold(r->out, 0, 2, r->width ? r->width : SIZE_MAX, text);
	*any |= some;
	free(text);
	return 0;
}

static bool wanted(const struct matrix *now, const struct matrix_column *column,
		   const struct defences *known)
{
	const struct defence *d = defences_find(known, column->name);

	return !has_column(now, column->name) &&
	       (!strcmp(column->group, "stack") || (d && d->main));
}

/*
 * The columns that are missing: the rows that were measured, and one for the sum of the others. Its
 * names and cells belong to the reference, the name of the last row to the caller.
 */
static int missing(struct matrix *view, const struct matrix *now, const struct matrix *ref,
		   const struct defences *known, const char *last)
{
	size_t at = 0;

	*view = (struct matrix){ .results = ref->results };
	view->rows = calloc(ref->row_count + 1, sizeof(*view->rows));
	view->columns = calloc(ref->column_count + 1, sizeof(*view->columns));
	view->squares = calloc((ref->row_count + 1) * (ref->column_count + 1),
			       sizeof(*view->squares));
	if (!view->rows || !view->columns || !view->squares)
		return -ENOMEM;
	for (size_t k = 0; k < ref->column_count; k++)
		if (wanted(now, &ref->columns[k], known))
			view->columns[view->column_count++] = ref->columns[k];
	for (size_t i = 0; i <= ref->row_count; i++) {
		bool sum = i == ref->row_count;

		if (sum ? !count_others(now, ref) : !shows(now, &ref->rows[i]))
			continue;
		view->rows[view->row_count++] =
			sum ? (struct matrix_row){ .name = last, .blurb = "" } : ref->rows[i];
		for (size_t k = 0; k < view->column_count; k++) {
			size_t from = matrix_column(ref, view->columns[k].name);

			view->squares[at++] =
				sum ? others(now, ref, from) : *matrix_at(ref, i, from);
		}
	}
	return 0;
}

static int print_missing(const struct report *r, const struct matrix *ref,
			 const struct defences *known, bool *any)
{
	size_t n = count_others(r->matrix, ref);
	char *last = strf("%zu other row%s", n, plural(n));
	struct report part = *r;
	struct matrix view = { 0 };
	int code = last ? missing(&view, r->matrix, ref, known, last) : -ENOMEM;

	if (!code && view.column_count && view.row_count) {
		part.matrix = &view;
		fputs(*any ? "\n" : "", r->out);
		code = report_text_blocks(&part);
		*any = true;
	}
	free(view.rows);
	free(view.columns);
	free(view.squares);
	free(last);
	return code;
}

/* All but its first line, which is printed only where something follows. */
static int print_body(const struct report *r, const struct matrix *ref,
		      const struct defences *known, bool *any)
{
	int code = print_line(r, ref, ref->row_count, any);

	for (size_t i = 0; i < ref->row_count && !code; i++)
		code = print_line(r, ref, i, any);
	return code ? code : print_missing(r, ref, known, any);
}

int rest_print(const struct report *r, const struct matrix *ref, const struct defences *known)
{
	char *body = NULL, *head = NULL;
	size_t n, m;
	struct report inside = *r;
	FILE *above = open_memstream(&head, &m);
	bool any = false;
	int code;

	inside.out = open_memstream(&body, &n);
	code = above && inside.out ? print_body(&inside, ref, known, &any) : -ENOMEM;
	if (above)
		print_origin(above, ref->results);
	if ((above && fclose(above)) || (inside.out && fclose(inside.out)))
		code = code ? code : -ENOMEM;
	if (!code && any) {
		fputc('\n', r->out);
		fold(r->out, 0, 0, r->width ? r->width : SIZE_MAX, head);
		fprintf(r->out, "\n%s", body);
	}
	free(head);
	free(body);
	return code;
}
