/* SPDX-License-Identifier: MIT */
/*
 * escape.h - text that may be hostile, into formats in which some characters mean something.
 *
 * Names and outputs come from results files that somebody else may have made. Each function writes
 * `text` so that it is shown and never obeyed. Bytes that are no UTF-8 and control characters
 * become U+FFFD in all of them.
 */
#ifndef HARNESS_ESCAPE_H
#define HARNESS_ESCAPE_H

#include <stdio.h>

/* Character data or an attribute value of XML 1.0; newline and tab stay. */
void escape_xml(FILE *out, const char *text);

/* A piece of one line of Markdown, also in a table; what may be markup becomes a reference. */
void escape_markdown(FILE *out, const char *text);

/* The message of a GitHub workflow command; a property's value. */
void escape_message(FILE *out, const char *text);
void escape_property(FILE *out, const char *text);

/* The description or the reason on a line of TAP: a `#` begins no directive. */
void escape_tap(FILE *out, const char *text);

/*
 * A field of CSV (RFC 4180, with plain newlines), in quotes where it needs them. What a spreadsheet
 * would take for a formula is given an apostrophe, which it does not show.
 */
void escape_csv(FILE *out, const char *text);

/* A string of JSON or of YAML, with its quotes; nothing in it ends a script of HTML. */
void escape_json(FILE *out, const char *text);

#endif
