// SPDX-License-Identifier: MIT
/*
 * report_json.c - the model for other programs: columns, rows, and what was counted.
 */
#include "harness/reports/report.h"

#include <errno.h>

static int dump(const struct report *r, json_t *o)
{
	int code = o && !json_dumpf(o, r->out, JSON_INDENT(2)) ? 0 : -ENOMEM;

	fputc('\n', r->out);
	json_decref(o);
	return code;
}

static json_t *column(const struct matrix *m, size_t k)
{
	const struct matrix_column *c = &m->columns[k];
	struct square attacks = matrix_sum(m, k, false), benign = matrix_sum(m, k, true);

	return json_pack("{s:s, s:s, s:s, s:s?, s:I, s:I, s:I, s:I}", "name", c->name, "group",
			 c->group, "summary", c->summary, "baseline", c->baseline, "attacks_held",
			 (json_int_t)attacks.held, "attacks_proven", (json_int_t)attacks.proven,
			 "benign_works", (json_int_t)benign.held, "false_positives",
			 (json_int_t)(benign.proven - benign.held));
}

static json_t *attacks(const struct square *s)
{
	json_t *o = json_object();

	for (size_t i = 0; i < s->cell_count; i++)
		json_object_set_new(o, s->cells[i]->attack,
				    json_string(verdict_name(s->cells[i]->verdict)));
	return o;
}

static json_t *square(const struct square *s)
{
	return json_pack("{s:s, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:o}", "symbol",
			 symbol_name(square_symbol(s)), "held", (json_int_t)s->held, "proven",
			 (json_int_t)s->proven, "shared", (json_int_t)s->shared, "elsewhere",
			 (json_int_t)s->elsewhere, "silent", (json_int_t)s->silent, "absent",
			 (json_int_t)s->absent, "unavailable", (json_int_t)s->unavailable,
			 "suspect", (json_int_t)s->suspect, "attacks", attacks(s));
}

static json_t *row(const struct matrix *m, size_t i)
{
	json_t *squares = json_object();

	for (size_t k = 0; k < m->column_count; k++)
		json_object_set_new(squares, m->columns[k].name, square(matrix_at(m, i, k)));
	return json_pack("{s:s, s:b, s:s, s:o}", "name", m->rows[i].name, "benign",
			 m->rows[i].benign, "blurb", m->rows[i].blurb, "squares", squares);
}

static int end(const struct report *r)
{
	const struct matrix *m = r->matrix;
	const json_t *meta = m->results->meta;
	json_t *columns = json_array(), *rows = json_array();

	for (size_t k = 0; k < m->column_count; k++)
		json_array_append_new(columns, column(m, k));
	for (size_t i = 0; i < m->row_count; i++)
		json_array_append_new(rows, row(m, i));
	return dump(r, json_pack("{s:s, s:O?, s:O?, s:O?, s:b, s:o, s:o}", "file", m->results->path,
				 "profile", json_object_get(meta, "profile"), "suite",
				 json_object_get(meta, "suite"), "started",
				 json_object_get(meta, "started"), "complete",
				 !report_doubt(m->results), "columns", columns, "rows", rows));
}

static json_t *comparison(const struct comparison *one)
{
	static const char *const agreements[] = { "agrees", "differs", "undecided" };

	return json_pack("{s:s, s:s, s:b, s:s, s:s, s:o, s:o?}", "row", one->row, "column",
			 one->column, "own", one->own, "claimed", claimed_word(one->claimed), "agreement",
			 agreements[one->agreement], "measured",
			 one->square ? square(one->square) : json_null(), "attack",
			 one->deciding ? json_string(one->deciding->attack) : NULL);
}

static int against(const struct report *r)
{
	const struct claims *c = r->claims;
	json_t *list = json_array();

	for (size_t i = 0; i < c->row_count * c->column_count; i++)
		json_array_append_new(list, comparison(&c->comparison[i]));
	return dump(r, json_pack("{s:s, s:s, s:s, s:o}", "file", r->matrix->results->path, "claims",
				 c->name, "summary", c->summary, "comparison", list));
}

const struct reporter report_json = {
	.name = "json",
	.end = end,
	.against = against,
};
