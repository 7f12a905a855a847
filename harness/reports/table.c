// SPDX-License-Identifier: MIT
#include "harness/reports/table.h"

#include <langinfo.h>
#include <locale.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { NARROWEST = 20, TERMINAL = 80, PAGE = 100 };

/* Our glyphs are UTF-8, whatever a bare LANG=C of a build machine says. */
static void speak_utf8(void)
{
	setlocale(LC_CTYPE, "");
	if (strcmp(nl_langinfo(CODESET), "UTF-8"))
		setlocale(LC_CTYPE, "C.UTF-8");
}

size_t table_width(FILE *out)
{
	const int asked[] = { fileno(out), STDERR_FILENO };
	const char *columns = getenv("COLUMNS");
	struct winsize size;

	if (columns && atoi(columns) >= NARROWEST)
		return (size_t)atoi(columns);
	for (size_t i = 0; i < sizeof(asked) / sizeof(*asked); i++)
		if (asked[i] >= 0 && !ioctl(asked[i], TIOCGWINSZ, &size) &&
		    size.ws_col >= NARROWEST)
			return size.ws_col;
	return asked[0] >= 0 && isatty(asked[0]) ? TERMINAL : PAGE;
}

bool table_colour(FILE *out)
{
	const char *no = getenv("NO_COLOR"), *term = getenv("TERM");

	return isatty(fileno(out)) && !(no && *no) && term && strcmp(term, "dumb");
}

struct libscols_table *table_new(FILE *out, size_t width, bool colour)
{
	struct libscols_table *t = scols_new_table();

	if (!t)
		return NULL;
	speak_utf8();
	scols_table_set_stream(t, out);
	scols_table_set_column_separator(t, "  ");
	scols_table_enable_colors(t, colour);
	scols_table_set_termforce(t, width ? SCOLS_TERMFORCE_ALWAYS : SCOLS_TERMFORCE_NEVER);
	if (width)
		scols_table_set_termwidth(t, width);
	return t;
}

size_t table_glyphs(const char *text)
{
	size_t n = 0;

	for (; *text; text++)
		n += (*text & 0xc0) != 0x80;
	return n;
}

static size_t folded_width(const struct libscols_column *c, const char *text, void *width)
{
	size_t whole = table_glyphs(text);

	(void)c;
	return whole < (uintptr_t)width ? whole : (uintptr_t)width;
}

/* Cut a line off `text` where a word ends. What is left, or NULL. */
static char *cut_line(const struct libscols_column *c, char *text, void *width)
{
	char *blank = NULL;
	size_t used = 0;

	(void)c;
	for (char *at = text; at && *at && used <= (uintptr_t)width; at++) {
		if (*at == ' ')
			blank = at;
		used += (*at & 0xc0) != 0x80;
	}
	if (used <= (uintptr_t)width || !blank)
		return NULL;
	*blank = '\0';
	return blank + 1;
}

struct libscols_column *table_fold_column(struct libscols_table *t, const char *name, size_t width)
{
	struct libscols_column *c = scols_table_new_column(t, name, 0, width ? SCOLS_FL_WRAP : 0);

	if (c && width)
		scols_column_set_wrapfunc(c, folded_width, cut_line, (void *)(uintptr_t)width);
	return c;
}

int table_put(struct libscols_line *line, size_t column, const char *text, const char *colour)
{
	int r = scols_line_set_data(line, column, text);

	if (!r && colour)
		r = scols_cell_set_color(scols_line_get_cell(line, column), colour);
	return r;
}
