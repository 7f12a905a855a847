// SPDX-License-Identifier: MIT
#include "harness/results/matrix.h"

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "harness/results/about.h"

static size_t row_index(const struct matrix *m, const char *name)
{
	size_t i = 0;

	while (i < m->row_count && strcmp(m->rows[i].name, name))
		i++;
	return i;
}

size_t matrix_column(const struct matrix *m, const char *name)
{
	size_t i = 0;

	while (i < m->column_count && strcmp(m->columns[i].name, name))
		i++;
	return i;
}

const struct square *matrix_at(const struct matrix *m, size_t row, size_t column)
{
	return &m->squares[row * m->column_count + column];
}

const struct square *matrix_find(const struct matrix *m, const char *row, const char *column)
{
	size_t i = row_index(m, row), k = matrix_column(m, column);

	return i < m->row_count && k < m->column_count ? matrix_at(m, i, k) : NULL;
}

/* Do any cells say so? `of` is a member of struct record that is a text. */
static bool has_cells(const struct records *all, size_t of, const char *name)
{
	for (size_t i = 0; i < all->count; i++)
		if (!strcmp(*(const char *const *)((const char *)&all->list[i] + of), name))
			return true;
	return false;
}

static void add_row(struct matrix *m, const char *name, const char *blurb, bool benign)
{
	m->rows[m->row_count++] = (struct matrix_row){ name, blurb ? blurb : "", benign };
}

/* The baseline of a column that names none is the null. */
static void add_column(struct matrix *m, const char *name, const char *group, const char *summary,
		       const char *baseline)
{
	if (!baseline && strcmp(name, NULL_COLUMN))
		baseline = NULL_COLUMN;
	m->columns[m->column_count++] = (struct matrix_column){ name, group ? group : "",
								summary ? summary : "", baseline };
}

/* In the order of the meta line; then what only the cells know of. */
static void find_rows(struct matrix *m, const json_t *declared)
{
	const struct records *all = &m->records;
	json_t *o;
	size_t i;

	json_array_foreach(declared, i, o) {
		struct declared d = declared_of(o);

		if (d.name && has_cells(all, offsetof(struct record, row), d.name))
			add_row(m, d.name, d.blurb, d.benign);
	}
	for (i = 0; i < all->count; i++)
		if (row_index(m, all->list[i].row) == m->row_count)
			add_row(m, all->list[i].row, NULL, all->list[i].benign);
}

static void find_columns(struct matrix *m, const json_t *declared)
{
	const struct records *all = &m->records;
	json_t *o;
	size_t i;

	json_array_foreach(declared, i, o) {
		struct declared d = declared_of(o);

		if (d.name && has_cells(all, offsetof(struct record, defence), d.name))
			add_column(m, d.name, d.group, d.summary, d.baseline);
	}
	for (i = 0; i < all->count; i++)
		if (matrix_column(m, all->list[i].defence) == m->column_count)
			add_column(m, all->list[i].defence, all->list[i].group, NULL, NULL);
}

/* Did the column's baseline hold the attack too? Then it is not to this column's credit. */
static bool held_by_baseline(const struct matrix *m, const struct matrix_column *column,
		       const struct record *cell)
{
	const struct record *there;

	if (!column->baseline || cell->verdict != VERDICT_HELD)
		return false;
	there = records_find(&m->records, cell->attack, column->baseline);
	return there && there->verdict == VERDICT_HELD;
}

/* The null is asked about the attacks that work under it. */
static bool belongs_elsewhere(const struct matrix_column *column, const struct record *cell)
{
	return !column->baseline && !cell->benign && strcmp(cell->controlled_in, column->name);
}

bool matrix_elsewhere(const struct matrix *m, const struct record *cell)
{
	return belongs_elsewhere(&m->columns[matrix_column(m, cell->defence)], cell);
}

static void count(struct square *s, enum verdict v)
{
	s->proven += verdict_counts(v);
	switch (v) {
	case VERDICT_HELD:
	case VERDICT_WORKS:
		s->held++;
		break;
	case VERDICT_BROKEN:
	case VERDICT_FLAKY:
		s->suspect++;
		break;
	case VERDICT_INERT:
	case VERDICT_NOTRUN:
	case VERDICT_FAULT:
		s->silent++;
		break;
	case VERDICT_ABSENT:
		s->absent++;
		break;
	case VERDICT_UNAVAILABLE:
		s->unavailable++;
		break;
	case VERDICT_BREACHED:
	case VERDICT_UNPROVEN:
	case VERDICT_TIMEOUT:
	case VERDICT_FAILS:
	case VERDICT_COUNT:
		break;
	}
}

/* Cells come in random order; the example shown must not be random. */
static void keep_first(const struct record **first, const struct record *cell)
{
	if (!*first || strcmp(cell->attack, (*first)->attack) < 0)
		*first = cell;
}

static int take_cell(struct matrix *m, const struct record *cell)
{
	size_t column = matrix_column(m, cell->defence);
	struct square *s = &m->squares[row_index(m, cell->row) * m->column_count + column];
	const struct record **bigger = realloc(s->cells, (s->cell_count + 1) * sizeof(*bigger));

	if (!bigger)
		return -ENOMEM;
	s->cells = bigger;
	s->cells[s->cell_count++] = cell;
	if (held_by_baseline(m, &m->columns[column], cell)) {
		s->shared++;
		keep_first(&s->first_shared, cell);
	} else if (belongs_elsewhere(&m->columns[column], cell)) {
		s->elsewhere++;
	} else {
		count(s, cell->verdict);
		keep_first(&s->first[cell->verdict], cell);
	}
	return 0;
}

int matrix_build(struct matrix *m, const struct results *r, struct err *e)
{
	struct about about = about_of(r);
	const json_t *rows = about.rows, *columns = about.columns;
	size_t cells = json_array_size(r->cells);
	int code;

	*m = (struct matrix){ .results = r };
	code = records_read(&m->records, r);
	m->rows = calloc(cells + json_array_size(rows) + 1, sizeof(*m->rows));
	m->columns = calloc(cells + json_array_size(columns) + 1, sizeof(*m->columns));
	if (!code && m->rows && m->columns) {
		find_rows(m, rows);
		find_columns(m, columns);
		m->squares = calloc(m->row_count * m->column_count + 1, sizeof(*m->squares));
	}
	if (!m->squares)
		code = -ENOMEM;
	for (size_t i = 0; i < m->records.count && !code; i++)
		code = take_cell(m, &m->records.list[i]);
	if (code)
		matrix_free(m);
	return code ? err_set(e, -code, "matrix") : 0;
}

void matrix_free(struct matrix *m)
{
	for (size_t i = 0; m->squares && i < m->row_count * m->column_count; i++)
		free(m->squares[i].cells);
	free(m->squares);
	free(m->rows);
	free(m->columns);
	records_free(&m->records);
	*m = (struct matrix){ 0 };
}

void square_add(struct square *sum, const struct square *s)
{
	sum->held += s->held;
	sum->proven += s->proven;
	sum->shared += s->shared;
	sum->elsewhere += s->elsewhere;
	sum->silent += s->silent;
	sum->absent += s->absent;
	sum->unavailable += s->unavailable;
	sum->suspect += s->suspect;
	sum->cell_count += s->cell_count;
}

struct square matrix_sum(const struct matrix *m, size_t column, bool benign)
{
	struct square sum = { 0 };

	for (size_t i = 0; i < m->row_count; i++) {
		const struct square *s = matrix_at(m, i, column);

		if (m->rows[i].benign != benign)
			continue;
		square_add(&sum, s);
	}
	return sum;
}

enum symbol square_symbol(const struct square *s)
{
	if (s->suspect)
		return SYMBOL_SUSPECT;
	if (s->unavailable && !s->proven)
		return SYMBOL_UNAVAILABLE;
	if (!s->proven)
		return SYMBOL_NOTHING;
	if (s->held == s->proven)
		return SYMBOL_ALL;
	return s->held ? SYMBOL_SOME : SYMBOL_NONE;
}

enum symbol square_uncredited(const struct square *s)
{
	struct square all = *s;

	all.held += s->shared;
	all.proven += s->shared;
	return square_symbol(&all);
}

const char *symbol_name(enum symbol s)
{
	static const char *const names[] = {
		[SYMBOL_ALL] = "all",
		[SYMBOL_SOME] = "some",
		[SYMBOL_NONE] = "none",
		[SYMBOL_NOTHING] = "nothing proven",
		[SYMBOL_UNAVAILABLE] = "unavailable",
		[SYMBOL_SUSPECT] = "broken or flaky",
	};

	return names[s];
}
