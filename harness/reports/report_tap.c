// SPDX-License-Identifier: MIT
/*
 * report_tap.c - TAP, version 13: a test for each cell.
 *
 *     not ok           worse than expected, or could not be measured
 *     not ok # TODO    accepted, with the reason that was recorded
 *     ok # SKIP        as expected, and that says nothing: inert, not run, unavailable
 */
#include "harness/reports/report.h"

#include <errno.h>
#include <stdlib.h>

#include "harness/reports/escape.h"
#include "harness/reports/gate.h"

static void print_member(FILE *out, const char *name, char *text)
{
	fprintf(out, "  %s: ", name);
	escape_json(out, text ? text : "");
	fputc('\n', out);
	free(text);
}

/* What a person needs, as a block of YAML below the line. */
static void print_evidence(FILE *out, const struct finding *f)
{
	json_t *exhibit;
	size_t i;

	fputs("  ---\n", out);
	print_member(out, "message", finding_sentence(f));
	fputs("  reason: ", out);
	escape_json(out, f->cell->reason);
	fputs(json_array_size(f->cell->exhibits) ? "\n  exhibits:\n" : "\n", out);
	json_array_foreach(f->cell->exhibits, i, exhibit) {
		fputs("    - ", out);
		escape_json(out, json_is_string(exhibit) ? json_string_value(exhibit) : "");
		fputc('\n', out);
	}
	print_member(out, "again", finding_replay(f));
	fputs("  ...\n", out);
}

static void print_test(FILE *out, const struct finding *f, size_t number)
{
	bool bad = f->change == CHANGE_WORSE || f->change == CHANGE_UNMEASURED;
	bool accepted = !bad && f->line && verdict_falls_short(f->measured);

	fprintf(out, "%s %zu - ", bad || accepted ? "not ok" : "ok", number);
	escape_tap(out, f->attack);
	fputs(" under ", out);
	escape_tap(out, f->defence);
	if (accepted) {
		fputs(" # TODO ", out);
		escape_tap(out, f->line->why);
	} else if (!bad && !verdict_counts(f->measured)) {
		fputs(" # SKIP ", out);
		escape_tap(out, f->cell->reason);
	}
	fputc('\n', out);
	if (bad)
		print_evidence(out, f);
}

static int end(const struct report *r)
{
	if (!r->gate)
		return -ENOTSUP;
	fprintf(r->out, "TAP version 13\n1..%zu\n", r->gate->count);
	for (size_t i = 0; i < r->gate->count; i++)
		print_test(r->out, &r->gate->cells[i], i + 1);
	if (r->gate->doubt)
		fprintf(r->out, "Bail out! %s\n", r->gate->doubt);
	return 0;
}

const struct reporter report_tap = {
	.name = "tap",
	.judges = true,
	.end = end,
};
