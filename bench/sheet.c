// SPDX-License-Identifier: MIT
#include "bench/sheet.h"

#include "harness/reports/table.h"

#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

void sheet_add(struct sheet *t, ...)
{
	va_list args;

	while (t->columns < SHEET_COLUMNS && t->head[t->columns])
		t->columns++;
	va_start(args, t);
	for (size_t c = 0; c < t->columns; c++) {
		char *cell = va_arg(args, char *);

		if (t->rows < SHEET_ROWS)
			t->cell[t->rows][c] = cell;
		else
			free(cell);
	}
	va_end(args);
	t->rows += t->rows < SHEET_ROWS;
}

static bool is_words(const char *head)
{
	return *head == '<';
}

static const char *name_of(const char *head)
{
	return head + is_words(head);
}

static int print_text(const struct sheet *t)
{
	struct libscols_table *out = table_new(stdout, table_width(stdout), false);
	int r = out ? 0 : -ENOMEM;

	for (size_t c = 0; c < t->columns && !r; c++)
		if (!scols_table_new_column(out, name_of(t->head[c]), 0,
					    is_words(t->head[c]) ? 0 : SCOLS_FL_RIGHT))
			r = -ENOMEM;
	for (size_t i = 0; i < t->rows && !r; i++) {
		struct libscols_line *line = scols_table_new_line(out, NULL);

		r = line ? 0 : -ENOMEM;
		for (size_t c = 0; c < t->columns && !r; c++)
			if (t->cell[i][c])
				r = table_put(line, c, t->cell[i][c], NULL);
	}
	printf("\n%s\n\n", t->title);
	if (!r)
		r = scols_print_table(out);
	scols_unref_table(out);
	return r;
}

static void print_markdown(const struct sheet *t)
{
	printf("\n**%s**\n\n|", t->title);
	for (size_t c = 0; c < t->columns; c++)
		printf(" %s |", name_of(t->head[c]));
	printf("\n|");
	for (size_t c = 0; c < t->columns; c++)
		fputs(is_words(t->head[c]) ? "---|" : "--:|", stdout);
	for (size_t i = 0; i < t->rows; i++) {
		printf("\n|");
		for (size_t c = 0; c < t->columns; c++)
			printf(" %s |", t->cell[i][c] ? t->cell[i][c] : "");
	}
	putchar('\n');
}

int sheet_print(struct sheet *t, enum format format)
{
	int r = 0;

	switch (format) {
	case FORMAT_TEXT:
		r = print_text(t);
		break;
	case FORMAT_MARKDOWN:
		print_markdown(t);
		break;
	}
	for (size_t i = 0; i < t->rows; i++)
		for (size_t c = 0; c < t->columns; c++)
			free(t->cell[i][c]);
	t->rows = 0;
	return r;
}
