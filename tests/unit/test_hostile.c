// SPDX-License-Identifier: MIT
/*
 * What attacks print and what strangers write into results files breaks no report: every reporter
 * is fed with every hostile string at every place, and its output is held to its format.
 */
#include "harness/reports/reporters.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "harness/reports/escape.h"
#include "harness/reports/gate.h"
#include "lib/fd.h"
#include "lib/utf8.h"


static const char *const hostile[] = {
	"\x1b[2J\x1b]0;owned\a\b\x7f\xc2\x9b", /* orders to a terminal, C1 included */
	"\xef\xbf\xbe\xef\xbf\xbf",            /* UTF-8, and yet no characters of XML */
	"read \xe2\x80\xae sdrawkcab\xe2\x80\xa8",  /* a line that turns around */
	"]]>&<script>alert(1)</script><!--",
	"\"/><failure/>'",
	"a\n::error title=x::y\r\n##[error]z\n::stop-commands::t",
	"100%,x:y::z%0A::error::",
	"a|b\n| --- |\n# c `d` [e](f) **g** <img src=x>",
	"=1+1,\"2\",\n3",
	"x'; rm -rf $HOME; `id`",
	"\t\v\f",
};
enum { HOSTILE = sizeof(hostile) / sizeof(*hostile), CELLS = 3 };

static char path[] = "/tmp/ordeal-hostile-XXXXXX";

static json_t *cell(const char *text, const char *verdict, const char *control)
{
	char *name = NULL;

	assert_true(asprintf(&name, "%s/%s", text, verdict) > 0);
	json_t *o = json_pack("{s:s, s:s, s:s, s:b, s:s, s:s, s:s, s:s, s:s, s:s, s:[s], "
			      "s:{s:s, s:s, s:s}}",
			      "type", "cell", "attack", name, "row", text, "benign", 0, "defence",
			      text, "group", "layer", "profile", "host", "verdict", verdict,
			      "control", control, "reason", text, "exhibits", text, "ending", "how",
			      text, "stdout", text, "stderr", text);
	free(name);
	assert_non_null(o);
	return o;
}

/* A file as a stranger may write it: `text` wherever a string may stand. */
static void read_hostile(const char *text, struct results *r)
{
	static const char *const verdicts[CELLS] = { "breached", "broken", "inert" };
	struct err e = { 0 };
	int fd _cleanup_fd_ = results_open(path, RESULTS_FORCE, &e);
	json_t *meta = json_pack("{s:s, s:s, s:s, s:[{s:s, s:s, s:s, s:n}], s:[{s:s, s:s}]}", "type",
				 "meta", "started", text, "profile", text, "columns", "name", text,
				 "group", "layer", "summary", text, "baseline", "rows", "name", text,
				 "blurb", text);

	assert_true(fd >= 0);
	assert_int_equal(results_append(fd, meta, &e), 0);
	for (int i = 0; i < CELLS; i++)
		assert_int_equal(results_append(fd, cell(text, verdicts[i], "SEEN"), &e), 0);
	if (results_read(path, r, &e))
		fail_msg("%s", e.text);
}

static char *report_of(const struct reporter *which, const struct results *r, char **summary)
{
	struct report report = { 0 };
	size_t n = 0, k = 0;
	struct matrix m;
	struct gate g;
	struct err e = { 0 };
	char *text = NULL;

	assert_int_equal(matrix_build(&m, r, &e), 0);
	assert_int_equal(gate_judge(&g, r, NULL, &e), 0);
	report.matrix = &m;
	report.gate = &g;
	report.out = open_memstream(&text, &n);
	report.summary = open_memstream(summary, &k);
	assert_int_equal(report_write(which, &report), 0);
	fclose(report.out);
	fclose(report.summary);
	gate_free(&g);
	matrix_free(&m);
	return text;
}

/* Valid UTF-8, and nothing that a terminal obeys but line breaks and tabs. */
static void assert_text(const char *who, const char *text)
{
	const unsigned char *s = (const unsigned char *)text;

	for (size_t n = strlen(text), len; n; n -= len, s += len) {
		len = utf8_length(s, n);
		if (!len || *s == 0x7f || (*s < 0x20 && *s != '\n' && *s != '\t') ||
		    (s[0] == 0xc2 && s[1] < 0xa0) || !strncmp((const char *)s, "\xe2\x80\xae", 3))
			fail_msg("%s lets byte %02x through: %s", who, *s, text);
	}
}

/* Elements that we know, closed in the order in which they were opened; references are numbers. */
static void assert_xml(const char *text)
{
	static const char *const known[] = { "testsuites", "testsuite", "testcase", "failure",
					     "error", "skipped", "system-out", "system-err" };
	const char *open[8];
	size_t depth = 0, len[8];

	assert_null(strstr(text, "]]>"));
	for (const char *c = strchr(text, '\n'); (c = strpbrk(c, "<&"));) {
		const char *name = c + 1 + (c[1] == '/'), *end = strchr(c, '>');
		size_t n = strcspn(name, " />"), k = 0;

		if (*c++ == '&') {
			assert_true(*c == '#' && isdigit(c[1]));
			continue;
		}
		assert_non_null(end);
		while (k < 8 && (strlen(known[k]) != n || strncmp(known[k], name, n)))
			k++;
		if (k == 8 || strcspn(c, "<") < (size_t)(end - c))
			fail_msg("not our element: %.60s", c);
		if (*c == '/') {
			assert_true(depth && len[depth - 1] == n &&
				    !strncmp(open[depth - 1], name, n));
			depth--;
		} else if (end[-1] != '/') {
			assert_true(depth < 8);
			open[depth] = name;
			len[depth++] = n;
		}
	}
	assert_int_equal(depth, 0);
}

/* One command a line, none but ours, and no other way to give one. */
static void assert_commands(const char *text)
{
	size_t lines = 0;

	for (const char *line = text; *line; line += strcspn(line, "\n") + 1, lines++) {
		const char *title = strstr(line, " title="), *message;

		assert_true(!strncmp(line, "::error title=", 14) ||
			    !strncmp(line, "::warning title=", 16));
		message = strstr(title, "::");
		assert_non_null(message);
		/* The title ends where we end it: no colon and no comma of the stranger's in it. */
		assert_true(strcspn(title, ",") > (size_t)(message - title));
	}
	assert_int_equal(lines, 3); /* breached, broken, and the file has no end */
}

/* Every line of a table has as many bars as the line above it; no HTML, no heading of theirs. */
static void assert_markdown(const char *text)
{
	size_t above = 0;

	assert_null(strchr(text, '<'));
	assert_null(strchr(text, '`'));
	assert_null(strstr(text, "\n# "));
	assert_null(strstr(text, "]("));
	for (const char *line = text; *line; line += strcspn(line, "\n"), line += *line == '\n') {
		size_t bars = 0;

		for (const char *c = line; *c && *c != '\n'; c++)
			bars += *c == '|';
		if (above && bars)
			assert_int_equal(bars, above);
		assert_true(!bars || *line == '|');
		above = bars;
	}
}

static void assert_csv(const char *text)
{
	size_t fields = 1, records = 0;
	bool quoted = false;

	for (const char *c = text; *c; c++) {
		quoted ^= *c == '"';
		fields += !quoted && *c == ',';
		if (*c != '\n' || quoted)
			continue;
		assert_int_equal(fields, 8);
		fields = 1;
		records++;
	}
	assert_false(quoted);
	assert_int_equal(records, CELLS + 1);
}

static void assert_json(const char *text)
{
	json_t *o = json_loads(text, JSON_REJECT_DUPLICATES, NULL);

	assert_non_null(o);
	json_decref(o);
}

/* A test a line, and three of them; what is no line of TAP is inside a block of YAML. */
static void assert_tap(const char *text)
{
	size_t tests = 0;
	bool block = false;

	for (const char *line = text; *line; line += strcspn(line, "\n"), line += *line == '\n') {
		bool test = !strncmp(line, "ok ", 3) || !strncmp(line, "not ok ", 7);

		assert_true(!(block && test) && (block ? *line == ' ' : *line != ' ' ||
							 !strncmp(line, "  ---\n", 6)));
		block = *line == ' ' && strncmp(line, "  ...\n", 6);
		tests += test;
	}
	assert_int_equal(tests, CELLS);
}

static void assert_svg(const char *text)
{
	assert_true(!strncmp(text, "<svg ", 5) && strstr(text, "</svg>\n"));
	assert_null(strstr(text, "<script"));
	assert_null(strstr(text, "<img"));
	assert_null(strstr(text, "<failure"));
}

static void hold(const struct reporter *which, const struct results *r)
{
	char *summary = NULL, *text = report_of(which, r, &summary);

	assert_text(which->name, text);
	if (!strcmp(which->name, "junit"))
		assert_xml(text);
	if (!strcmp(which->name, "github")) {
		assert_commands(text);
		assert_text("summary", summary);
		assert_markdown(summary);
	}
	if (!strcmp(which->name, "markdown"))
		assert_markdown(text);
	if (!strcmp(which->name, "csv"))
		assert_csv(text);
	if (!strcmp(which->name, "json") || !strcmp(which->name, "sarif") ||
	    !strcmp(which->name, "shields"))
		assert_json(text);
	if (!strcmp(which->name, "tap"))
		assert_tap(text);
	if (!strcmp(which->name, "badge"))
		assert_svg(text);
	free(summary);
	free(text);
}

static void no_report_is_broken(void **state)
{
	(void)state;
	for (size_t i = 0; i < HOSTILE; i++) {
		struct results r;

		read_hostile(hostile[i], &r);
		for (const struct reporter *const *which = reporters; *which; which++)
			hold(*which, &r);
		results_free(&r);
	}
}

/* What an attack prints keeps its lines; a name is one line whoever wrote it. */
static void names_are_one_line(void **state)
{
	struct results r;
	json_t *c, *ending;

	(void)state;
	read_hostile("a\n\tb", &r);
	c = json_array_get(r.cells, 0);
	ending = json_object_get(c, "ending");
	assert_string_equal(json_string_value(json_object_get(c, "defence")),
			    "a\xef\xbf\xbd\xef\xbf\xbd" "b");
	assert_string_equal(json_string_value(json_object_get(ending, "stdout")), "a\n\tb");
	results_free(&r);
}

/* The escapes do not trust that somebody has been there before them. */
static void escapes_take_any_bytes(void **state)
{
	static void (*const escapes[])(FILE *, const char *) = { escape_xml, escape_markdown,
								 escape_message, escape_property,
								 escape_tap, escape_csv,
								 escape_json };
	static const char *const bytes[] = { "\xff\xfe", "\xc0\x80",     "\xed\xa0\x80",
					     "\xe2\x82", "\x01\x1b\x7f", "\xf5\x80\x80\x80",
					     "\xc2\x85" };

	(void)state;
	for (size_t k = 0; k < sizeof(escapes) / sizeof(*escapes); k++) {
		for (size_t i = 0; i < sizeof(bytes) / sizeof(*bytes); i++) {
			char *text = NULL;
			size_t n;
			FILE *out = open_memstream(&text, &n);

			escapes[k](out, bytes[i]);
			fclose(out);
			assert_text("an escape", text);
			assert_non_null(strstr(text, "\xef\xbf\xbd"));
			free(text);
		}
	}
}

/* To the letter. */
static void escapes_escape(void **state)
{
	static const struct {
		void (*escape)(FILE *, const char *);
		const char *text, *want;
	} cases[] = {
		{ escape_xml, "<a b=\"c\">&'\n\t", "&#60;a b=&#34;c&#34;&#62;&#38;&#39;\n\t" },
		{ escape_xml, "]]>\r", "]]&#62;\xef\xbf\xbd" },
		{ escape_markdown, "a|b `c` <d>", "a&#124;b &#96;c&#96; &#60;d&#62;" },
		{ escape_markdown, "[e](f)\n", "&#91;e&#93;(f)\xef\xbf\xbd" },
		{ escape_markdown, "fork-bomb/clone3 é", "fork-bomb/clone3 é" },
		{ escape_message, "100%\r\n::a, b", "100%25%0D%0A::a, b" },
		{ escape_property, "100%\r\n::a, b", "100%25%0D%0A%3A%3Aa%2C b" },
		{ escape_tap, "a # TODO \\b\n", "a \\# TODO \\\\b\xef\xbf\xbd" },
		{ escape_csv, "=1+1,\"2\"", "\"'=1+1,\"\"2\"\"\"" },
		{ escape_csv, "plain", "plain" },
		{ escape_json, "</a>\"\\\n\x1b",
		  "\"\\u003c/a>\\u0022\\u005c\\u000a\xef\xbf\xbd\"" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char *text = NULL;
		size_t n;
		FILE *out = open_memstream(&text, &n);

		cases[i].escape(out, cases[i].text);
		fclose(out);
		assert_string_equal(text, cases[i].want);
		free(text);
	}
}

/* A replay command is for pasting into a shell: whatever the name, it stays one word. */
static void replay_is_quoted(void **state)
{
	struct finding f = { .attack = "a/x'; rm -rf $HOME", .defence = "`id`" };
	char *line = finding_replay(&f);

	(void)state;
	assert_string_equal(line, "ordeal replay 'a/x'\\''; rm -rf $HOME' '`id`'");
	free(line);
}

static int setup(void **state)
{
	int fd _cleanup_fd_ = mkstemp(path);

	(void)state;
	return fd < 0 ? -1 : 0;
}

static int teardown(void **state)
{
	(void)state;
	return unlink(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_report_is_broken),
		cmocka_unit_test(names_are_one_line),
		cmocka_unit_test(escapes_take_any_bytes),
		cmocka_unit_test(escapes_escape),
		cmocka_unit_test(replay_is_quoted),
	};

	return cmocka_run_group_tests_name("hostile", tests, setup, teardown);
}
