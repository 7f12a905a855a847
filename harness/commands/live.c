// SPDX-License-Identifier: MIT
#include "harness/commands/live.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "harness/results/record.h"
#include "harness/reports/table.h"
#include "lib/clock.h"

enum { REDRAW_MS = 200, SQUARE = 6, WIDEST = 12, ROOM_BELOW = 2 };

static size_t find(const char **names, size_t count, const char *name)
{
	size_t i = 0;

	while (i < count && strcmp(names[i], name))
		i++;
	return i;
}

/* Rows and columns that get a cell, in the order in which they are shown; then the squares. */
static void lay_out(struct live *l, const struct campaign *c)
{
	const struct catalogue *all = &c->catalogue;

	for (size_t i = 0; i < c->defences.count; i++)
		for (size_t k = 0; k < all->program_count; k++)
			if (campaign_wants_cell(c, &all->programs[k], &c->defences.list[i])) {
				l->columns[l->column_count++] = c->defences.list[i].name;
				break;
			}
	for (size_t k = 0; k < all->program_count; k++) {
		const char *row = all->programs[k].row;

		for (size_t i = 0; i < c->defences.count; i++)
			if (campaign_wants_cell(c, &all->programs[k], &c->defences.list[i]) &&
			    find(l->rows, l->row_count, row) == l->row_count)
				l->rows[l->row_count++] = row;
	}
	l->squares = calloc(l->row_count * l->column_count + 1, sizeof(*l->squares));
	for (size_t k = 0; l->squares && k < all->program_count; k++) {
		for (size_t i = 0; i < c->defences.count; i++) {
			const struct program *p = &all->programs[k];
			size_t row = find(l->rows, l->row_count, p->row);
			size_t column = find(l->columns, l->column_count, c->defences.list[i].name);

			if (campaign_wants_cell(c, p, &c->defences.list[i]))
				l->squares[row * l->column_count + column].planned++;
		}
	}
}

int live_head(const char *name, int width, int n, const char **text)
{
	int from = n * width, length = (int)strlen(name);

	*text = name + (from < length ? from : length);
	return from >= length ? 0 : length - from < width ? length - from : width;
}

/* Does it fit? As wide as there is room, so that the names of the columns need few lines. */
static bool fits(struct live *l)
{
	struct winsize size = { 0 };
	int width, longest = 0;

	if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) || !l->column_count)
		return false;
	for (size_t i = 0; i < l->row_count; i++)
		if ((int)strlen(l->rows[i]) > l->name_width)
			l->name_width = (int)strlen(l->rows[i]);
	for (size_t i = 0; i < l->column_count; i++)
		if ((int)strlen(l->columns[i]) > longest)
			longest = (int)strlen(l->columns[i]);
	width = (size.ws_col - 1 - l->name_width) / (int)l->column_count;
	l->width = width > WIDEST ? WIDEST : width;
	if (l->width < SQUARE)
		return false;
	l->head_lines = (longest + l->width - 2) / (l->width - 1);
	l->lines = l->head_lines + (int)l->row_count;
	return l->lines + ROOM_BELOW <= size.ws_row;
}

static const char *colour_of(const struct live *l, const struct live_square *s)
{
	if (!l->colour)
		return "";
	if (s->told < s->planned)
		return "\033[2m";
	if (s->suspect)
		return "\033[35m";
	return !s->proven	    ? "\033[2m" :
	       s->good == s->proven ? "\033[32m" :
	       s->good		    ? "\033[33m" : "\033[31m";
}

static void draw_square(const struct live *l, const struct live_square *s)
{
	char text[64] = "";

	if (s->planned && !s->told)
		snprintf(text, sizeof(text), ".");
	else if (s->planned)
		snprintf(text, sizeof(text), "%zu/%zu%s", s->good, s->proven,
			 s->suspect ? "!" : "");
	fprintf(stderr, " %s%-*s%s", colour_of(l, s), l->width - 1, text, l->colour ? "\033[m" : "");
}

static void draw(struct live *l)
{
	if (l->drawn)
		fprintf(stderr, "\r\033[%dA", l->lines);
	l->drawn = true;
	for (int n = 0; n < l->head_lines; n++) {
		fprintf(stderr, "\r\033[K%-*s", l->name_width, "");
		for (size_t i = 0; i < l->column_count; i++) {
			const char *text;
			int length = live_head(l->columns[i], l->width - 1, n, &text);

			fprintf(stderr, " %-*.*s", l->width - 1, length, text);
		}
		fputc('\n', stderr);
	}
	for (size_t k = 0; k < l->row_count; k++) {
		fprintf(stderr, "\r\033[K%-*s", l->name_width, l->rows[k]);
		for (size_t i = 0; i < l->column_count; i++)
			draw_square(l, &l->squares[k * l->column_count + i]);
		fputc('\n', stderr);
	}
	fflush(stderr);
	l->last_ms = clock_ms();
}

bool live_begin(struct live *l, const struct campaign *c)
{
	*l = (struct live){ .colour = table_colour(stderr) };
	if (!c->progress)
		return false;
	l->rows = calloc(c->catalogue.row_count + 1, sizeof(*l->rows));
	l->columns = calloc(c->defences.count + 1, sizeof(*l->columns));
	if (l->rows && l->columns)
		lay_out(l, c);
	if (l->squares && fits(l)) {
		draw(l);
		return true;
	}
	live_end(l);
	return false;
}

void live_take(struct live *l, const struct record *cell)
{
	size_t row = find(l->rows, l->row_count, cell->row);
	size_t column = find(l->columns, l->column_count, cell->defence);
	enum verdict v = cell->verdict;
	bool suspect = v == VERDICT_BROKEN || v == VERDICT_FLAKY;
	struct live_square *s;

	if (row == l->row_count || column == l->column_count)
		return;
	s = &l->squares[row * l->column_count + column];
	s->told++;
	s->good += v == VERDICT_HELD || v == VERDICT_WORKS;
	s->proven += verdict_counts(v) && !suspect;
	s->suspect += suspect;
	if (clock_ms() - l->last_ms >= REDRAW_MS)
		draw(l);
}

void live_end(struct live *l)
{
	if (l->drawn)
		fprintf(stderr, "\r\033[%dA\033[J", l->lines);
	free(l->rows);
	free(l->columns);
	free(l->squares);
	*l = (struct live){ 0 };
}
