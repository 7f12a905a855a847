// SPDX-License-Identifier: MIT
#include "harness/reports/escape.h"

#include <stdbool.h>
#include <string.h>

#include "lib/utf8.h"

static const char replacement[] = "\xef\xbf\xbd";

/* Not a character of XML 1.0 (U+FFFE, U+FFFF), or one that a terminal would obey. */
static bool unfit(const unsigned char *s, size_t len)
{
	return !len || utf8_orders(s, len) ||
	       (len == 3 && s[0] == 0xef && s[1] == 0xbf && s[2] >= 0xbe);
}

/* Write it character by character; `special` are written by `fmt`, `plain` as they are. */
static void escape(FILE *out, const char *text, const char *special, const char *fmt,
		   const char *plain)
{
	const unsigned char *s = (const unsigned char *)text;

	for (size_t n = strlen(text), len; n; n -= len, s += len) {
		len = utf8_length(s, n);
		if (len == 1 && strchr(special, *s))
			fprintf(out, fmt, *s);
		else if (unfit(s, len) && !(len == 1 && strchr(plain, *s)))
			fputs(replacement, out);
		else
			fwrite(s, 1, len, out);
		len += !len;
	}
}

void escape_xml(FILE *out, const char *text)
{
	escape(out, text, "&<>\"'", "&#%d;", "\n\t");
}

void escape_markdown(FILE *out, const char *text)
{
	escape(out, text, "\\`*_[]<>&|~$@#:!", "&#%d;", "");
}

void escape_message(FILE *out, const char *text)
{
	escape(out, text, "%\r\n", "%%%02X", "");
}

void escape_property(FILE *out, const char *text)
{
	escape(out, text, "%\r\n:,", "%%%02X", "");
}

void escape_tap(FILE *out, const char *text)
{
	escape(out, text, "#\\", "\\%c", "");
}

void escape_csv(FILE *out, const char *text)
{
	bool quote = text[strcspn(text, ",\"\r\n")];

	fputs(quote ? "\"" : "", out);
	fputs(*text && strchr("=+-@\t\r", *text) ? "'" : "", out);
	escape(out, text, "\"", "\"%c", "\n\t");
	fputs(quote ? "\"" : "", out);
}

void escape_json(FILE *out, const char *text)
{
	fputc('"', out);
	escape(out, text, "\"\\<\n\t", "\\u%04x", "");
	fputc('"', out);
}
