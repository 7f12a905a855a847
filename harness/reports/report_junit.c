// SPDX-License-Identifier: MIT
/*
 * report_junit.c - JUnit XML, which every CI server reads: a suite for each column, a test case for
 * each cell.
 *
 *     failure   worse than expected
 *     error     could not be measured
 *     skipped   as expected, and that says nothing: inert, not run, unavailable
 */
#include "harness/reports/report.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "harness/reports/escape.h"
#include "harness/reports/gate.h"

enum outcome { PASSED, FAILED, ERROR, SKIPPED, OUTCOMES };

struct tally {
	size_t count, by[OUTCOMES];
	double seconds;
};

/* A test case: read once, and asked for by each suite. */
struct test {
	const struct finding *f;
	size_t column;
};

static enum outcome outcome_of(const struct finding *f)
{
	switch (f->change) {
	case CHANGE_WORSE:
		return FAILED;
	case CHANGE_UNMEASURED:
		return ERROR;
	case CHANGE_SAME:
	case CHANGE_BETTER:
	case CHANGE_NEW:
	case CHANGE_ONCE:
	case CHANGE_MACHINE:
	case CHANGE_COUNT:
		break;
	}
	return verdict_counts(f->measured) ? PASSED : SKIPPED;
}

static void count(struct tally *t, const struct test *test)
{
	t->count++;
	t->by[outcome_of(test->f)]++;
	t->seconds += test->f->cell->seconds;
}

static void attribute(FILE *out, const char *name, const char *value)
{
	fprintf(out, " %s=\"", name);
	escape_xml(out, value);
	fputc('"', out);
}

static void totals(FILE *out, const struct tally *t)
{
	fprintf(out, " tests=\"%zu\" failures=\"%zu\" errors=\"%zu\" skipped=\"%zu\" time=\"%.3f\"",
		t->count, t->by[FAILED], t->by[ERROR], t->by[SKIPPED], t->seconds);
}

static void print_evidence(FILE *out, const struct finding *f, const struct record *cell)
{
	char *replay = finding_replay(f);
	json_t *exhibit;
	size_t i;

	escape_xml(out, cell->reason);
	fputc('\n', out);
	json_array_foreach(cell->exhibits, i, exhibit) {
		escape_xml(out, json_is_string(exhibit) ? json_string_value(exhibit) : "");
		fputc('\n', out);
	}
	escape_xml(out, replay ? replay : "");
	free(replay);
}

static void print_outcome(FILE *out, const struct finding *f, const struct record *cell,
			  const char *element)
{
	char *sentence = finding_sentence(f);

	fprintf(out, "      <%s", element);
	attribute(out, "type", verdict_name(f->measured));
	attribute(out, "message", sentence ? sentence : "");
	fputc('>', out);
	print_evidence(out, f, cell);
	fprintf(out, "</%s>\n", element);
	free(sentence);
}

static void print_output(FILE *out, const char *element, const char *text)
{
	if (!text || !*text)
		return;
	fprintf(out, "      <%s>", element);
	escape_xml(out, text);
	fprintf(out, "</%s>\n", element);
}

static void print_case(FILE *out, const struct test *test)
{
	const struct finding *f = test->f;
	const struct record *cell = f->cell;
	enum outcome o = outcome_of(f);

	fputs("    <testcase", out);
	attribute(out, "classname", f->defence);
	attribute(out, "name", f->attack);
	fprintf(out, " time=\"%.3f\"", cell->seconds);
	if (o == PASSED) {
		fputs("/>\n", out);
		return;
	}
	fputs(">\n", out);
	if (o == SKIPPED) {
		fputs("      <skipped", out);
		attribute(out, "message", cell->reason);
		fputs("/>\n", out);
	} else {
		print_outcome(out, f, cell, o == FAILED ? "failure" : "error");
		print_output(out, "system-out", cell->out);
		print_output(out, "system-err", cell->err);
	}
	fputs("    </testcase>\n", out);
}

static void print_suite(const struct report *r, const struct test *tests, size_t column)
{
	struct tally t = { 0 };
	char second[sizeof("2026-11-23T20:00:00")] = "";

	strncat(second, r->gate->about.started, sizeof(second) - 1);
	for (size_t i = 0; i < r->gate->count; i++)
		if (tests[i].column == column)
			count(&t, &tests[i]);
	fputs("  <testsuite", r->out);
	attribute(r->out, "name", r->matrix->columns[column].name);
	totals(r->out, &t);
	attribute(r->out, "timestamp", second);
	fputs(">\n", r->out);
	for (size_t i = 0; i < r->gate->count; i++)
		if (tests[i].column == column)
			print_case(r->out, &tests[i]);
	fputs("  </testsuite>\n", r->out);
}

static int end(const struct report *r)
{
	struct tally t = { 0 };
	struct test *tests;

	if (!r->gate)
		return -ENOTSUP;
	tests = calloc(r->gate->count + 1, sizeof(*tests));
	if (!tests)
		return -ENOMEM;
	for (size_t i = 0; i < r->gate->count; i++) {
		const struct finding *f = &r->gate->cells[i];

		tests[i] = (struct test){ f, matrix_column(r->matrix, f->defence) };
		count(&t, &tests[i]);
	}
	fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"ordeal\"", r->out);
	totals(r->out, &t);
	fputs(">\n", r->out);
	for (size_t k = 0; k < r->matrix->column_count; k++)
		print_suite(r, tests, k);
	fputs("</testsuites>\n", r->out);
	free(tests);
	return 0;
}

const struct reporter report_junit = {
	.name = "junit",
	.judges = true,
	.end = end,
};
