// SPDX-License-Identifier: MIT
/*
 * A results file that somebody else made, and what every reporter makes of it: whatever it says,
 * the report is UTF-8 without anything that a terminal obeys, and of the format that it claims to
 * be. Besides, the one place where output of attacks becomes text.
 */
#include "tests/fuzz/fuzz.h"

#include "harness/reports/escape.h"
#include "harness/reports/gate.h"
#include "harness/reports/reporters.h"
#include "harness/results/results_text.h"
#include "lib/utf8.h"

extern const struct reporter report_junit, report_github;

const unsigned long fuzz_runs = 3000;

/* Text that shows itself and does nothing else; `lines`: but for new lines and tabs. */
static void check_text(const char *text, size_t n, bool lines)
{
	for (size_t i = 0, len; i < n; i += len) {
		const unsigned char *s = (const unsigned char *)text + i;

		len = utf8_length(s, n - i);
		must(len);
		must(*s >= 0x20 || (lines && (*s == '\n' || *s == '\t' || *s == '\r')));
		must(*s != 0x7f && !(s[0] == 0xc2 && s[1] < 0xa0));
		must(len != 3 || memcmp(s, "\xe2\x80\xae", 3)); /* from right to left */
	}
}

static char *report_of(const struct reporter *which, const struct matrix *m, const struct gate *g)
{
	struct report report = { .matrix = m, .gate = g };
	char *text = NULL, *more = NULL;
	size_t n = 0, k = 0;

	report.out = open_memstream(&text, &n);
	report.summary = open_memstream(&more, &k);
	must(report.out && report.summary);
	report_write(which, &report);
	fclose(report.out);
	fclose(report.summary);
	check_text(text, n, true);
	check_text(more, k, true);
	free(more);
	return text;
}

/* Every element is closed, by its own name, and & begins a reference. */
static void check_xml(const char *s)
{
	const char *open[64];
	size_t depth = 0;

	for (; (s += strcspn(s, "<&")), *s; s++) {
		const char *end = strchr(s, *s == '&' ? ';' : '>');

		must(end);
		if (*s == '&') {
			must(s[1] == '#' || !strncmp(s, "&amp;", 5) || !strncmp(s, "&lt;", 4));
		} else if (s[1] == '/') {
			size_t n = (size_t)(end - s) - 2;

			must(depth-- && !strncmp(open[depth], s + 2, n) &&
			     strchr(" >\n", open[depth][n]));
		} else if (s[1] != '?' && end[-1] != '/') {
			must(depth < 64);
			open[depth++] = s + 1;
		}
		s = end;
	}
	must(!depth);
}

static void check_reports(const struct results *r)
{
	struct err e = { 0 };
	struct matrix m;
	struct gate gate;

	if (matrix_build(&m, r, &e))
		return;
	for (const struct reporter *const *one = reporters; *one; one++) {
		char *text = (*one)->judges ? NULL : report_of(*one, &m, NULL);

		if (!strcmp((*one)->name, "json") && m.column_count) {
			json_t *j = json_loads(text, 0, NULL);

			must(j);
			json_decref(j);
		}
		free(text);
	}
	if (gate_judge(&gate, r, NULL, &e) == 0) {
		char *text = report_of(&report_junit, &m, &gate);

		check_xml(text);
		free(text);
		free(report_of(&report_github, &m, &gate));
		gate_free(&gate);
	}
	matrix_free(&m);
}

static void check_escapes(const char *text)
{
	void (*const escapes[])(FILE *, const char *) = { escape_xml, escape_markdown,
							  escape_message, escape_property };
	static const char *const never[] = { "<>\"'", "|<>`*[]\n", "\r\n", "\r\n:," };

	for (size_t i = 0; i < 4; i++) {
		char *out = NULL;
		size_t n = 0;
		FILE *file = open_memstream(&out, &n);

		must(file);
		escapes[i](file, text);
		fclose(file);
		check_text(out, n, i == 0);
		must(!strpbrk(out, never[i]));
		free(out);
	}
}

static void check_results_text(const char *text, size_t n)
{
	json_t *once = results_text(text, n, n / 2 + 8), *twice;
	const char *s = json_string_value(once);

	must(s);
	check_text(s, json_string_length(once), true);
	must(json_string_length(once) <= 3 * (n / 2 + 8));
	twice = results_text(s, json_string_length(once), SIZE_MAX);
	must(json_equal(once, twice));
	json_decref(once);
	json_decref(twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	char path[32], *text = fuzz_text(data, n);
	int fd = fuzz_file(data, n, path);
	struct err e = { 0 };
	struct results r;

	if (results_read(path, &r, &e) == 0) {
		check_reports(&r);
		results_free(&r);
	}
	check_results_text(text, n);
	check_escapes(text);
	close(fd);
	free(text);
	return 0;
}
