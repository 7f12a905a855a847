// SPDX-License-Identifier: MIT
#include "harness/reports/explain.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/reports/fold.h"
#include "harness/reports/table.h"
#include "lib/strf.h"

enum { LABEL = 10, TAIL = 12 };

static void print_sights(const struct record *cell)
{
	const char *control = cell->control;

	printf("  %-*s %s%s\n", LABEL, "control",
	       !control			  ? "none was run" :
	       !strcmp(control, "SEEN")	  ? "SEEN: it works here under " :
	       !strcmp(control, "CLEAN")  ? "CLEAN: it does not work here under " :
					    "BLIND: the oracle could not see under ",
	       control ? cell->controlled_in : "");
	printf("  %-*s %s (by the oracle %s)\n", LABEL, "trial",
	       cell->trial ? cell->trial : "none was run", cell->oracle ? cell->oracle : "?");
}

static void print_exhibits(const struct record *cell)
{
	json_t *exhibit;
	size_t i;

	json_array_foreach(cell->exhibits, i, exhibit)
		fold_field(stdout, i ? "" : "exhibits", json_string_value(exhibit));
}

/* What somebody printed goes out as it is: results_text() has been over it. */
static void print_ending(const struct record *cell)
{
	if (!cell->has_ending)
		return;
	printf("  %-*s %s%s%s%s\n", LABEL, "ended", cell->how ? cell->how : "?",
	       cell->benign ? "" : cell->attempted ? ", after its mark" : ", before its mark",
	       cell->timed_out ? ", by the wall clock" : "",
	       cell->honest_failed ? ", and the honest student failed" : "");
	fold_tail(stdout, "stdout", cell->out, TAIL);
	fold_tail(stdout, "stderr", cell->err, TAIL);
	fold_field(stdout, "refused", cell->refused);
	fold_field(stdout, "honest", cell->honest);
}

/* Flaky or not, every run had its say. */
static void print_runs(const struct record *cell)
{
	if (record_runs(cell) < 2)
		return;
	printf("  %-*s", LABEL, "runs");
	for (size_t i = 0; i < record_runs(cell); i++) {
		enum verdict v = record_run(cell, i);

		printf(" %s", v == VERDICT_COUNT ? "?" : verdict_name(v));
	}
	putchar('\n');
}

/* What an honest program that fails asks for. */
static const char *remedy_for_honest(const struct record *cell)
{
	if (cell->verdict != VERDICT_FAILS)
		return NULL;
	if (cell->refused)
		return "where the exercise needs what was refused, grant it: ordeal-sandbox(1) says "
		       "which option or which stack does";
	if (cell->timed_out)
		return "more time for this exercise, or a defence that costs less";
	return "the last lines of its output say what it missed: where the exercise needs that, the "
	       "defence has to grant it";
}

static const char *remedy_for(const struct record *cell, const struct catalogue *c)
{
	const struct program *p = catalogue_find(c, cell->attack);

	return cell->benign ? remedy_for_honest(cell) : p ? p->remedy : NULL;
}

void explain_cell(const struct record *cell, const struct catalogue *c)
{
	const struct program *p = catalogue_find(c, cell->attack);

	printf("%s under %s: %s\n", cell->attack, cell->defence, verdict_name(cell->verdict));
	fold_field(stdout, "reason", cell->reason);
	fold_field(stdout, "effect", p ? p->effect : NULL);
	fold_field(stdout, "means", p ? p->means : NULL);
	print_sights(cell);
	print_exhibits(cell);
	print_runs(cell);
	print_ending(cell);
	fold_field(stdout, "remedy", remedy_for(cell, c));
}

/* The last line of what it printed: an honest program's complaint. */
static char *last_line(const struct record *cell)
{
	const char *text = cell->err && *cell->err ? cell->err :
								      cell->out;
	size_t end = text ? strlen(text) : 0, begin;

	while (end && text[end - 1] == '\n')
		end--;
	for (begin = end; begin && text[begin - 1] != '\n';)
		begin--;
	return end ? strndup(text + begin, end - begin) : NULL;
}

static void print_one(const struct record *cell, const struct catalogue *c)
{
	enum { INDENT = 4 };
	char *said = cell->benign && !cell->refused ? last_line(cell) : NULL;
	const char *text = cell->refused && cell->benign ? cell->refused :
			   cell->benign		       ? said :
							 remedy_for(cell, c);

	printf("  %s: %s\n", cell->attack, verdict_name(cell->verdict));
	if (text) {
		printf("%*s", INDENT, "");
		fold(stdout, INDENT, INDENT, table_width(stdout), text);
	}
	free(said);
}

/* A row of the column, if there is anything to be told. How many cells were. */
static size_t print_square(const struct matrix *m, const struct matrix_row *row,
			   const struct square *s, const struct catalogue *c)
{
	const struct record **cells = calloc(s->cell_count + 1, sizeof(*cells));
	size_t n = 0;

	for (size_t i = 0; cells && i < s->cell_count; i++)
		if (verdict_falls_short(s->cells[i]->verdict) && !matrix_elsewhere(m, s->cells[i]))
			cells[n++] = s->cells[i];
	if (n) {
		qsort(cells, n, sizeof(*cells), record_by_name);
		printf("\n%s: %zu of %zu %s\n", row->name, n, s->proven,
		       row->benign ? "honest programs fail" : "not held");
	}
	for (size_t i = 0; i < n; i++)
		print_one(cells[i], c);
	free(cells);
	return n;
}

bool explain_column(const struct matrix *m, const char *row, const char *column,
		    const struct catalogue *c)
{
	size_t k = matrix_column(m, column), attacks = 0, honest = 0;
	size_t proven[2] = { 0 };

	if (k == m->column_count || (row && !matrix_find(m, row, column)) ||
	    (row && !matrix_find(m, row, column)->cell_count))
		return false;
	printf("%s, %s\n", column, m->results->path);
	fold(stdout, 0, 0, table_width(stdout), m->columns[k].summary);
	for (size_t i = 0; i < m->row_count; i++) {
		size_t n;

		if (row && strcmp(m->rows[i].name, row))
			continue;
		n = print_square(m, &m->rows[i], matrix_at(m, i, k), c);
		*(m->rows[i].benign ? &honest : &attacks) += n;
		proven[m->rows[i].benign] += matrix_at(m, i, k)->proven;
	}
	fputc('\n', stdout);
	if (proven[false] || !proven[true])
		printf("%zu attack%s not held, of %zu\n", attacks, attacks == 1 ? " is" : "s are",
		       proven[false]);
	if (proven[true])
		printf("%zu honest program%s fail%s, of %zu\n", honest, plural(honest),
		       honest == 1 ? "s" : "", proven[true]);
	return true;
}
