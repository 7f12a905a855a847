/* SPDX-License-Identifier: MIT */
/*
 * sheet.h - a small table, for the terminal or in Markdown.
 */
#ifndef BENCH_SHEET_H
#define BENCH_SHEET_H

#include <stddef.h>

enum { SHEET_COLUMNS = 10, SHEET_ROWS = 256 };
enum format { FORMAT_TEXT, FORMAT_MARKDOWN };

struct sheet {
	const char *title;
	const char *head[SHEET_COLUMNS]; /* "<name": words, to the left; else numbers, to the right */
	char *cell[SHEET_ROWS][SHEET_COLUMNS];
	size_t columns, rows;
};

/* Append a row: one string from strf() per column, which the sheet frees; NULL is an empty cell. */
void sheet_add(struct sheet *, ...);

/* To stdout, and free the cells. 0 or -ENOMEM. */
int sheet_print(struct sheet *, enum format);

#endif
