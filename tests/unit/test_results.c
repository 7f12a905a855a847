// SPDX-License-Identifier: MIT
/*
 * Results files: what is written is read back, what is broken is named by line, what is hostile is
 * made harmless.
 */
#include "harness/results/results.h"
#include "harness/results/results_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <errno.h>
#include <unistd.h>

#include "lib/fd.h"

#define META "{\"type\":\"meta\"}\n"
#define CELL "{\"type\":\"cell\",\"attack\":\"a/b\",\"row\":\"a\",\"defence\":\"none\"," \
	     "\"group\":\"baseline\",\"reason\":\"x\",\"verdict\":\"held\"}\n"

static char folder[] = "/tmp/ordeal-results-XXXXXX";

static int setup(void **state)
{
	(void)state;
	return mkdtemp(folder) ? 0 : -1;
}

static int teardown(void **state)
{
	char path[128];

	(void)state;
	snprintf(path, sizeof(path), "%s/run.jsonl", folder);
	unlink(path);
	snprintf(path, sizeof(path), "%s/deep/er", folder);
	rmdir(path);
	snprintf(path, sizeof(path), "%s/deep", folder);
	rmdir(path);
	snprintf(path, sizeof(path), "%s/f", folder);
	unlink(path);
	return rmdir(folder);
}

static const char *file_with(const char *text)
{
	static char path[128];
	int fd _cleanup_fd_ = -1;

	snprintf(path, sizeof(path), "%s/f", folder);
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	assert_true(fd >= 0);
	assert_int_equal(fd_write_all(fd, text, strlen(text)), 0);
	return path;
}

static void written_is_read_back(void **state)
{
	struct err e = { 0 };
	struct results r;
	char path[128];
	int fd;

	(void)state;
	snprintf(path, sizeof(path), "%s/run.jsonl", folder);
	fd = results_open(path, RESULTS_FORCE, &e);
	assert_true(fd >= 0);
	assert_int_equal(
		results_append(fd, json_pack("{s:s, s:s}", "type", "meta", "stdout", "é\n"), &e), 0);
	assert_int_equal(results_append(fd, json_pack("{s:s}", "type", "oracle"), &e), 0);
	assert_int_equal(results_append(fd, json_loads(CELL, 0, NULL), &e), 0);
	assert_int_equal(results_append(fd, json_pack("{s:s}", "type", "end"), &e), 0);
	close(fd);
	assert_int_equal(results_read(path, &r, &e), 0);
	assert_string_equal(json_string_value(json_object_get(r.meta, "stdout")), "é\n");
	assert_int_equal(json_array_size(r.oracles), 1);
	assert_int_equal(json_array_size(r.cells), 1);
	assert_non_null(r.end);
	results_free(&r);
	/* What is there is not lost; what is empty, or no file, can be. */
	assert_int_equal(results_open(path, RESULTS_NEW, &e), -EEXIST);
	assert_int_equal(results_open(path, RESULTS_SPARE, &e), -EEXIST);
	assert_int_equal(truncate(path, 0), 0);
	assert_int_equal(results_open(path, RESULTS_NEW, &e), -EEXIST);
	fd = results_open(path, RESULTS_SPARE, &e);
	assert_true(fd >= 0);
	close(fd);
	fd = results_open("/dev/null", RESULTS_SPARE, &e);
	assert_true(fd >= 0);
	close(fd);
	assert_true(results_open("/proc/nowhere/x", RESULTS_NEW, &e) < 0);
	assert_non_null(strstr(e.text, "/proc/nowhere/x"));
}

/* A crash leaves no end, and perhaps a torn line; both are read and told by the missing end. */
static void incomplete_files_are_read(void **state)
{
	static const char *const texts[] = { META CELL, META CELL "{\"type\":\"ce" };

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		struct err e = { 0 };
		struct results r;

		assert_int_equal(results_read(file_with(texts[i]), &r, &e), 0);
		assert_int_equal(json_array_size(r.cells), 1);
		assert_null(r.end);
		results_free(&r);
	}
}

static void broken_files_are_named_by_line(void **state)
{
	static const struct { const char *text, *says; } cases[] = {
		{ "", "f:1: no meta line" },
		{ CELL, "f:1: no meta line" },
		{ META "{\"type\":\"ce\n" CELL, "f:2: " },
		{ META "[]\n", "f:2: not an object" },
		{ META "{\"type\":\"poem\"}\n", "f:2: a type that nobody knows" },
		{ META META, "f:2: a second meta" },
		{ META "{\"type\":\"end\"}\n" CELL, "f:3: a line after the end" },
		{ META "{\"type\":\"cell\"}\n", "f:2: a cell lacks" },
		{ META "{\"type\":\"cell\",\"attack\":\"a/b\",\"row\":\"a\",\"defence\":\"n\","
		       "\"group\":\"g\",\"reason\":\"x\",\"verdict\":\"blocked\"}\n",
		  "f:2: a cell has no known verdict" },
		{ META "{\"type\":\"end\",\"type\":\"end\"}\n", "f:2: " },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct err e = { 0 };
		struct results r;

		assert_true(results_read(file_with(cases[i].text), &r, &e) < 0);
		assert_non_null(strstr(e.text, cases[i].says));
	}
}

static void hostile_bytes_become_text(void **state)
{
#define FFFD "\xef\xbf\xbd"
	static const struct { const char *bytes; size_t n, cap; const char *text; } cases[] = {
		{ "plain\n\ttext", 11, 100, "plain\n\ttext" },
		{ "a\0b", 3, 100, "a" FFFD "b" },
		{ "\x1b[31mred\r", 9, 100, FFFD "[31mred" FFFD },
		{ "\x7f\xc2\x9b" "2J", 5, 100, FFFD FFFD "2J" },   /* DEL, and CSI as C1 */
		{ "\xc3\xa9\xe2\x82\xac\xf0\x9f\x99\x82", 9, 100, "é€🙂" },
		{ "\xff\xfe\xc3", 3, 100, FFFD FFFD FFFD },
		{ "\xc0\xaf", 2, 100, FFFD FFFD },		   /* overlong '/' */
		{ "\xed\xa0\x80", 3, 100, FFFD FFFD FFFD },	   /* a surrogate */
		{ "\xf4\x90\x80\x80", 4, 100, FFFD FFFD FFFD FFFD },
		{ "12345", 5, 3, "123" },
		{ "12\xc3\xa9", 4, 3, "12" },			   /* not cut within a character */
		{ "", 0, 10, "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		json_t *text = results_text(cases[i].bytes, cases[i].n, cases[i].cap);

		assert_string_equal(json_string_value(text), cases[i].text);
		json_decref(text);
	}
}

/* Every null of the meta line has its reason, and it does not say whose machine this is. */
static void explain_nulls(const json_t *meta, const json_t *o, const char *prefix)
{
	const char *key;
	json_t *value;

	json_object_foreach((json_t *)o, key, value) {
		char field[256];

		snprintf(field, sizeof(field), "%s%s%s", prefix, *prefix ? "." : "", key);
		if (json_is_null(value) && strcmp(field, "suite.dirty"))
			assert_non_null(json_object_get(json_object_get(meta, "absent"), field));
		if (json_is_object(value) && strcmp(key, "absent"))
			explain_nulls(meta, value, field);
	}
}

static void meta_explains_its_nulls(void **state)
{
	json_t *meta = host_meta("/nonexistent");
	char *text = json_dumps(meta, 0), host[256] = "";

	(void)state;
	explain_nulls(meta, meta, "");
	assert_true(json_is_null(json_object_get(json_object_get(meta, "suite"), "version")));
	assert_true(json_is_null(json_object_get(meta, "catalogue")));
	gethostname(host, sizeof(host) - 1);
	if (strlen(host) > 5) /* shorter ones may be part of any word */
		assert_null(strstr(text, host));
	free(text);
	json_decref(meta);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(written_is_read_back),
		cmocka_unit_test(incomplete_files_are_read),
		cmocka_unit_test(broken_files_are_named_by_line),
		cmocka_unit_test(hostile_bytes_become_text),
		cmocka_unit_test(meta_explains_its_nulls),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
