// SPDX-License-Identifier: MIT
#include "harness/reports/fold.h"

#include <string.h>

#include "harness/reports/table.h"
#include "lib/strf.h"

enum { LABEL = 10, INDENT = 2 + LABEL + 1 };

void fold(FILE *out, size_t used, size_t indent, size_t width, const char *text)
{
	size_t at = used;

	while (*text) {
		size_t n = strcspn(text, " \n");
		char word[512];

		n = n < sizeof(word) ? n : sizeof(word) - 1;
		snprintf(word, sizeof(word), "%.*s", (int)n, text);
		if (at > indent && at > used && at + 1 + table_glyphs(word) > width) {
			fprintf(out, "\n%*s", (int)indent, "");
			at = used = indent;
		} else if (at > used) {
			fputc(' ', out);
			at++;
		}
		fputs(word, out);
		at += table_glyphs(word);
		text += n;
		text += strspn(text, " \n");
	}
	fputc('\n', out);
}

void fold_field(FILE *out, const char *label, const char *text)
{
	if (!text || !*text)
		return;
	fprintf(out, "  %-*s ", LABEL, label);
	fold(out, INDENT, INDENT, table_width(out), text);
}

static size_t count_lines(const char *text)
{
	size_t n = 0;

	for (; *text; text++)
		n += *text == '\n' || !text[1];
	return n;
}

void fold_tail(FILE *out, const char *label, const char *text, size_t lines)
{
	size_t all = text ? count_lines(text) : 0, skip = all > lines ? all - lines : 0;

	if (skip) {
		fprintf(out, "  %-*s | ... %zu line%s before\n", LABEL, label, skip,
			plural(skip));
		label = "";
	}
	for (; skip; skip--)
		text = strchr(text, '\n') + 1;
	for (; text && *text; label = "") {
		int n = (int)strcspn(text, "\n");

		fprintf(out, "  %-*s | %.*s\n", LABEL, label, n, text);
		text += n + (text[n] == '\n');
	}
}
