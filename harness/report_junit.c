// SPDX-License-Identifier: MIT
/*
 * report_junit.c - JUnit XML, which every CI server reads: a suite for each column, a test case for
 * each cell.
 *
 *     failure   worse than expected
 *     error     could not be measured
 *     skipped   as expected, and that says nothing: inert, not run, unavailable
 */
#include "harness/report.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "harness/escape.h"
#include "harness/gate.h"

enum outcome { PASSED, FAILED, ERROR, SKIPPED, OUTCOMES };

struct tally {
	size_t count, by[OUTCOMES];
	double seconds;
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

static const char *text_in(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	return text ? text : "";
}

static double seconds_of(const json_t *cell)
{
	static const char *const parts[] = { "build", "run", "teardown" };
	const json_t *ms = json_object_get(cell, "ms");
	double sum = 0;

	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		sum += json_number_value(json_object_get(ms, parts[i]));
	return sum / 1e3;
}

/* Of one column; NULL: of all. */
static struct tally count(const struct gate *g, const char *column)
{
	struct tally t = { 0 };

	for (size_t i = 0; i < g->count; i++) {
		if (column && strcmp(g->cells[i].defence, column))
			continue;
		t.count++;
		t.by[outcome_of(&g->cells[i])]++;
		t.seconds += seconds_of(g->cells[i].cell);
	}
	return t;
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

static void print_evidence(FILE *out, const struct finding *f)
{
	char *replay = finding_replay(f);
	json_t *exhibit;
	size_t i;

	escape_xml(out, text_in(f->cell, "reason"));
	fputc('\n', out);
	json_array_foreach(json_object_get(f->cell, "exhibits"), i, exhibit) {
		escape_xml(out, json_is_string(exhibit) ? json_string_value(exhibit) : "");
		fputc('\n', out);
	}
	escape_xml(out, replay ? replay : "");
	free(replay);
}

static void print_outcome(FILE *out, const struct finding *f, const char *element)
{
	char *sentence = finding_sentence(f);

	fprintf(out, "      <%s", element);
	attribute(out, "type", verdict_name(f->measured));
	attribute(out, "message", sentence ? sentence : "");
	fputc('>', out);
	print_evidence(out, f);
	fprintf(out, "</%s>\n", element);
	free(sentence);
}

static void print_output(FILE *out, const struct finding *f)
{
	static const char *const elements[] = { "system-out", "system-err" };
	static const char *const keys[] = { "stdout", "stderr" };
	const json_t *ending = json_object_get(f->cell, "ending");

	for (int i = 0; i < 2; i++) {
		if (!*text_in(ending, keys[i]))
			continue;
		fprintf(out, "      <%s>", elements[i]);
		escape_xml(out, text_in(ending, keys[i]));
		fprintf(out, "</%s>\n", elements[i]);
	}
}

static void print_case(FILE *out, const struct finding *f)
{
	enum outcome o = outcome_of(f);

	fputs("    <testcase", out);
	attribute(out, "classname", f->defence);
	attribute(out, "name", f->attack);
	fprintf(out, " time=\"%.3f\"", seconds_of(f->cell));
	if (o == PASSED) {
		fputs("/>\n", out);
		return;
	}
	fputs(">\n", out);
	if (o == SKIPPED) {
		fputs("      <skipped", out);
		attribute(out, "message", text_in(f->cell, "reason"));
		fputs("/>\n", out);
	} else {
		print_outcome(out, f, o == FAILED ? "failure" : "error");
		print_output(out, f);
	}
	fputs("    </testcase>\n", out);
}

static void print_suite(const struct report *r, const char *column)
{
	struct tally t = count(r->gate, column);
	char second[sizeof("2026-11-23T20:00:00")] = "";

	strncat(second, text_in(r->matrix->results->meta, "started"), sizeof(second) - 1);
	fputs("  <testsuite", r->out);
	attribute(r->out, "name", column);
	totals(r->out, &t);
	attribute(r->out, "timestamp", second);
	fputs(">\n", r->out);
	for (size_t i = 0; i < r->gate->count; i++)
		if (!strcmp(r->gate->cells[i].defence, column))
			print_case(r->out, &r->gate->cells[i]);
	fputs("  </testsuite>\n", r->out);
}

static int end(const struct report *r)
{
	struct tally t;

	if (!r->gate)
		return -ENOTSUP;
	t = count(r->gate, NULL);
	fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"ordeal\"", r->out);
	totals(r->out, &t);
	fputs(">\n", r->out);
	for (size_t k = 0; k < r->matrix->column_count; k++)
		print_suite(r, r->matrix->columns[k].name);
	fputs("</testsuites>\n", r->out);
	return 0;
}

const struct reporter report_junit = {
	.name = "junit",
	.end = end,
};
