// SPDX-License-Identifier: MIT
/*
 * report_html.c - one file that answers without a terminal: the verdict first, the matrix, and
 * behind each square what every oracle saw, how it ended, what stops it. Nothing is loaded from
 * anywhere.
 *
 * The matrix is a table that needs no script and prints. The cells are JSON in the page; page.js
 * shows them, as text. No byte of a results file is ever markup: what goes into the page as HTML
 * goes through escape_xml(), and in the JSON no `<` is left.
 */
#include "harness/reports/report.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "harness/catalogue/catalogue.h"
#include "harness/reports/again.h"
#include "harness/reports/answer.h"
#include "harness/reports/escape.h"
#include "harness/reports/gate.h"
#include "harness/results/about.h"

/* Files of harness/reports/html, as they are. */
#define EMBED(name, file)                                                       \
	__asm__(".pushsection .rodata\n" #name ":\n.incbin \"" file "\"\n.byte 0\n" \
		".popsection\n");                                                    \
	extern const char name[]
EMBED(page_css, "harness/reports/html/page.css");
EMBED(page_js, "harness/reports/html/page.js");

static void put(FILE *out, const char *text)
{
	escape_xml(out, text ? text : "");
}

/* A finding of this cell that is worth a word; NULL: it is as expected, or nobody said. */
static const struct finding *finding_of(const struct gate *g, const struct record *cell)
{
	for (size_t low = 0, high = g ? g->count : 0; low < high;) {
		size_t i = low + (high - low) / 2;
		int order = record_order(cell, g->cells[i].cell);

		if (!order)
			return g->cells[i].change == CHANGE_SAME ? NULL : &g->cells[i];
		*(order < 0 ? &high : &low) = order < 0 ? i : i + 1;
	}
	return NULL;
}

/* ---- the head: is anything wrong, and who holds how much?
 * ------------------------------------------ */

static void print_findings(FILE *out, const struct gate *g)
{
	enum { MOST = 50 };
	size_t bad = g->by_change[CHANGE_WORSE] + g->by_change[CHANGE_UNMEASURED], shown = 0;

	if (!bad) {
		fputs("<p class=\"calm\">As expected: no cell is worse.</p>\n", out);
		return;
	}
	fprintf(out, "<div class=\"alarm\"><p><strong>%zu cell%s worse than expected or could not "
		     "be measured.</strong></p><ul>\n", bad, bad == 1 ? " is" : "s are");
	for (size_t i = 0; i < g->count && shown < MOST; i++) {
		const struct finding *f = &g->cells[i];
		char *sentence;

		if (f->change != CHANGE_WORSE && f->change != CHANGE_UNMEASURED)
			continue;
		sentence = finding_sentence(f);
		fputs("<li>", out);
		put(out, sentence);
		fputs("</li>\n", out);
		free(sentence);
		shown++;
	}
	fputs("</ul>", out);
	if (shown < bad)
		fprintf(out, "<p>%zu more: <code>ordeal gate</code> names them.</p>", bad - shown);
	fputs("</div>\n", out);
}

static void print_scores(const struct report *r)
{
	const struct matrix *m = r->matrix;

	fputs("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Scores\"><table>"
	      "<caption>Held, of the attacks that work here undefended; and honest programs that no "
	      "longer work.</caption><thead><tr><th scope=\"col\">column<th scope=\"col\">held"
	      "<th scope=\"col\">broken "
	      "honest programs<th scope=\"col\">what it is</tr></thead><tbody>\n", r->out);
	for (size_t k = 0; k < m->column_count; k++) {
		struct square a = matrix_sum(m, k, false), b = matrix_sum(m, k, true);

		fputs("<tr><th scope=\"row\">", r->out);
		put(r->out, m->columns[k].name);
		fprintf(r->out, "<td>%zu/%zu <span class=\"bar\" aria-hidden=\"true\"><span "
				"style=\"width:%.1f%%\"></span></span><td>", a.held, a.proven,
			a.proven ? 100.0 * (double)a.held / (double)a.proven : 0);
		if (b.proven)
			fprintf(r->out, "%zu/%zu", b.proven - b.held, b.proven);
		fputs("<td>", r->out);
		put(r->out, m->columns[k].summary);
		fputs("</tr>\n", r->out);
	}
	fputs("</tbody></table></div>\n", r->out);
}

/* ---- the matrix
 * ------------------------------------------------------------------------------------- */

static void print_square(FILE *out, const struct matrix *m, size_t i, size_t k)
{
	const struct square *s = matrix_at(m, i, k);
	const struct matrix_row *row = &m->rows[i];
	bool plain = report_plain(row, s);
	enum symbol symbol = square_symbol(s);

	fputs("<td>", out);
	if (!s->cell_count)
		return;
	fprintf(out, "<button type=\"button\" class=\"%s\" data-row=\"",
		plain && s->held < s->proven ? "some" : symbol_name(symbol));
	put(out, row->name);
	fputs("\" data-column=\"", out);
	put(out, m->columns[k].name);
	fputs("\"><span class=\"unseen\">", out);
	put(out, row->name);
	fputs(" under ", out);
	put(out, m->columns[k].name);
	fprintf(out, ": %s </span>%s", symbol_meaning(symbol), plain ? "" : symbol_glyph(symbol));
	if (s->proven)
		fprintf(out, "%s%zu/%zu", plain ? "" : " ", s->held, s->proven);
	fputs("</button>", out);
}

static void print_matrix(const struct report *r)
{
	const struct matrix *m = r->matrix;

	fputs("<form hidden><label>columns <select id=\"group\"></select></label><label>rows with "
	      "<input id=\"words\" type=\"search\"></label></form>\n<div class=\"scroll\" "
	      "tabindex=\"0\" role=\"region\" aria-label=\"Matrix\"><table id=\"matrix\"><caption>"
	      "k/n: of the n attacks that work here undefended, k were held.", r->out);
	fputc(' ', r->out);
	report_symbols(r->out);
	fputs(".</caption><thead><tr><th scope=\"col\">row", r->out);
	for (size_t k = 0; k < m->column_count; k++) {
		fputs("<th scope=\"col\">", r->out);
		put(r->out, m->columns[k].name);
	}
	fputs("</tr></thead><tbody>\n", r->out);
	for (size_t i = 0; i < m->row_count; i++) {
		fputs("<tr data-row=\"", r->out);
		put(r->out, m->rows[i].name);
		fputs("\"><th scope=\"row\" title=\"", r->out);
		put(r->out, m->rows[i].blurb);
		fputs("\">", r->out);
		put(r->out, m->rows[i].name);
		for (size_t k = 0; k < m->column_count; k++)
			print_square(r->out, m, i, k);
		fputs("</tr>\n", r->out);
	}
	fputs("</tbody></table></div>\n<section id=\"detail\" tabindex=\"-1\" aria-live=\"polite\" "
	      "aria-label=\"Detail\"></section>\n", r->out);
}

/* ---- the data
 * --------------------------------------------------------------------------------------- */

static json_t *cell_object(const struct record *c, const struct gate *g)
{
	const struct finding *f = finding_of(g, c);
	/* What was printed matters where it is not as it should be, and is left out elsewhere. */
	bool tell = verdict_falls_short(c->verdict);
	json_t *o = json_pack("{s:s, s:s, s:s, s:s, s:s, s:s*, s:s*, s:s*, s:s, s:O*, s:s*, s:s*, "
			      "s:s*, s:s*, s:s*}",
			      "attack", c->attack, "row", c->row, "defence", c->defence, "verdict",
			      verdict_name(c->verdict), "reason", c->reason, "oracle", c->oracle,
			      "control", c->control, "trial", c->trial, "controlled_in",
			      c->controlled_in, "exhibits", c->exhibits, "how", c->how, "out",
			      tell ? c->out : NULL, "err", tell ? c->err : NULL, "refused",
			      c->refused, "honest", c->honest);

	if (tell)
		json_object_set_new(o, "bad", json_true());
	if (record_runs(c) > 1)
		json_object_set(o, "runs", (json_t *)c->runs);
	if (f) {
		json_object_set_new(o, "expected", json_string(verdict_name(f->expected)));
		json_object_set_new(o, "change", json_string(change_name(f->change)));
	}
	return o;
}

static json_t *attacks_object(const struct report *r)
{
	json_t *all = json_object();

	for (size_t i = 0; r->catalogue && i < r->catalogue->program_count; i++) {
		const struct program *p = &r->catalogue->programs[i];

		json_object_set_new(all, p->id, json_pack("{s:s*, s:s*, s:s*, s:s}", "effect",
							  p->effect, "means", p->means, "remedy",
							  p->remedy, "victim",
							  victim_name(p->victim)));
	}
	return all;
}

/* Whom it hurts, the worst first; honest programs last. */
static json_t *victims_object(void)
{
	json_t *all = json_object();

	for (enum victim v = VICTIMS; v-- > VICTIM_NOBODY;)
		json_object_set_new(all, victim_name(v), json_string(victim_meaning(v)));
	return all;
}

/* A column, and the command that runs a cell of it again; page.js puts the attack into it. */
static json_t *column_object(const struct about *about, const struct matrix_column *c)
{
	char *again = again_replay(about, "ROW/NAME", c->name);
	json_t *o = json_pack("{s:s, s:s, s:s*}", "name", c->name, "group", c->group, "again",
			      again);

	free(again);
	return o;
}

static json_t *page_data(const struct report *r)
{
	const struct matrix *m = r->matrix;
	struct about about = about_of(m->results);
	json_t *columns = json_array(), *cells = json_array();

	for (size_t k = 0; k < m->column_count; k++)
		json_array_append_new(columns, column_object(&about, &m->columns[k]));
	for (size_t i = 0; i < m->records.count; i++)
		json_array_append_new(cells, cell_object(&m->records.list[i], r->gate));
	return json_pack("{s:s, s:o, s:o, s:o, s:o}", "shown", answer_shown(m),
			 "columns", columns, "victims", victims_object(), "attacks",
			 attacks_object(r), "cells", cells);
}

static int print_data(const struct report *r)
{
	json_t *data = page_data(r);
	char *text = data ? json_dumps(data, JSON_COMPACT) : NULL;

	json_decref(data);
	if (!text)
		return -ENOMEM;
	fputs("<script type=\"application/json\" id=\"data\">", r->out);
	for (const char *s = text; *s; s++) {
		if (*s == '<')
			fputs("\\u003c",
			      r->out); /* no end of a script, no comment: only strings have it */
		else
			fputc(*s, r->out);
	}
	fputs("</script>\n", r->out);
	free(text);
	return 0;
}

/* ---- the machine
 * ------------------------------------------------------------------------------------ */

static void print_term(FILE *out, const char *name, const char *value)
{
	if (!value || !*value)
		return;
	fputs("<dt>", out);
	put(out, name);
	fputs("<dd>", out);
	put(out, value);
}

static void print_machine(const struct report *r)
{
	struct about about = about_of(r->matrix->results);
	const json_t *software = json_object_get(r->matrix->results->meta, "software");
	const char *name;
	json_t *value;

	fputs("<h2>The machine</h2>\n<dl>", r->out);
	print_term(r->out, "profile", about.profile);
	print_term(r->out, "started", about.started);
	print_term(r->out, "commit", about.commit);
	print_term(r->out, "kernel", about.kernel);
	print_term(r->out, "processor", about.cpu);
	json_object_foreach((json_t *)software, name, value)
		print_term(r->out, name, json_string_value(value));
	fputs("</dl>\n", r->out);
}

static int begin(const struct report *r)
{
	const char *doubt = report_doubt(r->matrix->results);

	fprintf(r->out, "<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\">\n<meta "
			"http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
			"'unsafe-inline'; script-src 'unsafe-inline'\">\n<meta name=\"viewport\" "
			"content=\"width=device-width, initial-scale=1\">\n<title>Defence matrix</title>\n"
			"<style>\n%s</style></head>\n<body>\n<main>\n<h1>Defence matrix</h1>\n"
			"<p class=\"quiet\">", page_css);
	put(r->out, r->matrix->results->path);
	fputs(". ", r->out);
	report_origin(r->out, r->matrix->results, escape_xml);
	fputs("</p>\n", r->out);
	if (doubt) {
		fputs("<p class=\"alarm\">", r->out);
		put(r->out, doubt);
		fputs("</p>\n", r->out);
	}
	if (r->gate)
		print_findings(r->out, r->gate);
	fputs("<p>", r->out);
	return 0;
}

/* The answer in words, as a terminal has it. 0, -ENOMEM */
static int print_answer(const struct report *r)
{
	char *text = NULL;
	size_t n;
	FILE *words = open_memstream(&text, &n);

	if (!words)
		return -ENOMEM;
	answer_print(words, r->matrix);
	fclose(words);
	put(r->out, text);
	free(text);
	fputs("</p>\n", r->out);
	return text ? 0 : -ENOMEM;
}

static int end(const struct report *r)
{
	int code = print_answer(r);

	print_scores(r);
	fputs("<h2>The matrix</h2>\n", r->out);
	print_matrix(r);
	fputs("<h2>What got through</h2>\n<form hidden><label>under <select id=\"under\"></select>"
	      "</label></form>\n<div id=\"breaches\"></div>\n<noscript><p>What lies behind a square is "
	      "shown by a script in this file.</p></noscript>\n", r->out);
	print_machine(r);
	fputs("</main>\n", r->out);
	if (!code)
		code = print_data(r);
	fprintf(r->out, "<script>\n%s</script>\n</body></html>\n", page_js);
	return code;
}

const struct reporter report_html = {
	.name = "html",
	.judges = true,
	.page = true,
	.begin = begin,
	.end = end,
};
