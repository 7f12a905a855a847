// SPDX-License-Identifier: MIT
#include "harness/table.h"

#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { NARROWEST = 20 };

/* Our glyphs are UTF-8, whatever a bare LANG=C of a build machine says. */
static void speak_utf8(void)
{
	setlocale(LC_CTYPE, "");
	if (strcmp(nl_langinfo(CODESET), "UTF-8"))
		setlocale(LC_CTYPE, "C.UTF-8");
}

size_t table_width(FILE *out)
{
	const char *columns = getenv("COLUMNS");
	struct winsize size;

	if (!isatty(fileno(out)))
		return 0;
	if (columns && atoi(columns) >= NARROWEST)
		return (size_t)atoi(columns);
	if (!ioctl(fileno(out), TIOCGWINSZ, &size) && size.ws_col >= NARROWEST)
		return size.ws_col;
	return 80;
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

int table_put(struct libscols_line *line, size_t column, const char *text, const char *colour)
{
	int r = scols_line_set_data(line, column, text);

	if (!r && colour)
		r = scols_cell_set_color(scols_line_get_cell(line, column), colour);
	return r;
}
