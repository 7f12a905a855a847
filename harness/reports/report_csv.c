// SPDX-License-Identifier: MIT
/*
 * report_csv.c - one line per cell, for spreadsheets and statistics (RFC 4180 with plain newlines).
 */
#include "harness/reports/report.h"

#include <stdlib.h>

#include "harness/reports/escape.h"

static void field(FILE *out, const char *text, bool last)
{
	escape_csv(out, text ? text : "");
	fputs(last ? "\n" : ",", out);
}

static int begin(const struct report *r)
{
	fputs("attack,row,defence,profile,verdict,control,trial,reason\n", r->out);
	return 0;
}

static int cell(const struct report *r, const struct record *c)
{
	const char *const texts[] = { c->attack, c->row, c->defence, c->profile,
				      verdict_name(c->verdict), c->control, c->trial };

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		field(r->out, texts[i], false);
	field(r->out, c->reason, true);
	return 0;
}

static int against(const struct report *r)
{
	static const char *const agreements[] = { "agrees", "differs", "undecided" };
	const struct claims *c = r->claims;

	fputs("row,column,claimed,measured,agreement,attack\n", r->out);
	for (size_t i = 0; i < c->row_count * c->column_count; i++) {
		const struct comparison *one = &c->comparison[i];
		char *measured = report_measured(one->square);

		field(r->out, one->row, false);
		field(r->out, one->column, false);
		field(r->out, claimed_word(one->claimed), false);
		field(r->out, measured, false);
		field(r->out, agreements[one->agreement], false);
		field(r->out, one->deciding ? one->deciding->attack : NULL, true);
		free(measured);
	}
	return 0;
}

const struct reporter report_csv = {
	.name = "csv",
	.begin = begin,
	.cell = cell,
	.against = against,
};
