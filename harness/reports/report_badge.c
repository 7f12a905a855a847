// SPDX-License-Identifier: MIT
/*
 * report_badge.c - one column in a few words, for the top of somebody's README: a picture that
 * needs nothing else, and the same as shields.io reads it ("endpoint" of version 1).
 *
 * It says k of n, never a percentage: n is what worked here undefended, and another n is another
 * statement.
 */
#include "harness/reports/report.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "harness/reports/answer.h"
#include "harness/reports/escape.h"
#include "lib/strf.h"

struct badge {
	char *label, *message;
	const char *colour, *word; /* dark enough to bear white letters; as shields.io calls it */
};

static void badge_free(struct badge *b)
{
	free(b->label);
	free(b->message);
}

/* Of a file that is not whole, or where a cell is broken or flaky, it gives no figure. */
static struct badge badge_of(const struct report *r)
{
	const struct matrix *m = r->matrix;
	const char *name = r->column ? r->column : answer_shown(m);
	size_t k = matrix_column(m, name);
	struct square a = { 0 }, b = { 0 };
	struct badge badge = { .label = strf("ordeal: %s", name) };

	if (k < m->column_count) {
		a = matrix_sum(m, k, false);
		b = matrix_sum(m, k, true);
	}
	if (report_doubt(m->results) || !a.proven || a.suspect + b.suspect) {
		badge.message = a.suspect + b.suspect ?
			strf("%zu broken or flaky", a.suspect + b.suspect) :
			strdup(a.proven ? "incomplete" : "not measured");
		badge.colour = "#555";
		badge.word = "lightgrey";
		return badge;
	}
	badge.message = b.proven ? strf("%zu of %zu held, %zu of %zu honest work", a.held, a.proven,
					b.held, b.proven) :
				   strf("%zu of %zu held", a.held, a.proven);
	badge.colour = a.held < a.proven ? a.held ? "#8a5a00" : "#a3201a" : "#1f6f2e";
	badge.word = a.held < a.proven ? a.held ? "yellow" : "red" : "brightgreen";
	return badge;
}

/* Letters are told how wide they are, so that every font fills the same room. */
static size_t room(const char *text)
{
	size_t letters = 0;

	for (const char *s = text; *s; s++)
		letters += ((unsigned char)*s & 0xc0) != 0x80;
	return letters * 7;
}

static void print_words(FILE *out, const char *text, size_t x)
{
	fprintf(out, "<text x=\"%zu\" y=\"14\" textLength=\"%zu\">", x, room(text));
	escape_xml(out, text);
	fputs("</text>", out);
}

static int draw(const struct report *r)
{
	struct badge b = badge_of(r);
	size_t left, all;

	if (!b.label || !b.message) {
		badge_free(&b);
		return -ENOMEM;
	}
	left = room(b.label) + 12;
	all = left + room(b.message) + 12;
	fprintf(r->out, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%zu\" height=\"20\" "
			"role=\"img\"><title>", all);
	escape_xml(r->out, b.label);
	fputs(", ", r->out);
	escape_xml(r->out, b.message);
	fprintf(r->out, "</title><rect width=\"%zu\" height=\"20\" rx=\"3\" fill=\"%s\"/>"
			"<path d=\"M3 0h%zuv20H3a3 3 0 0 1-3-3V3a3 3 0 0 1 3-3z\" fill=\"#333\"/>"
			"<g fill=\"#fff\" font-family=\"Verdana,DejaVu Sans,sans-serif\" "
			"font-size=\"11\">", all, b.colour, left - 3);
	print_words(r->out, b.label, 6);
	print_words(r->out, b.message, left + 6);
	fputs("</g></svg>\n", r->out);
	badge_free(&b);
	return 0;
}

static int tell(const struct report *r)
{
	struct badge b = badge_of(r);

	if (b.label && b.message) {
		fputs("{\"schemaVersion\": 1, \"label\": ", r->out);
		escape_json(r->out, b.label);
		fputs(", \"message\": ", r->out);
		escape_json(r->out, b.message);
		fprintf(r->out, ", \"color\": \"%s\"}\n", b.word);
	}
	badge_free(&b);
	return 0;
}

const struct reporter report_badge = {
	.name = "badge",
	.judges = true,
	.end = draw,
};

const struct reporter report_shields = {
	.name = "shields",
	.judges = true,
	.end = tell,
};
