// SPDX-License-Identifier: MIT
/* Requests and their frames: what is taken, what is refused and in which words, what a pipe may do.
 */
#include "lib/request.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/json_in.h"

static char text[512];

static int parse(const char *json, struct request *r, struct err *e)
{
	strcpy(text, json);
	return request_parse(r, text, strlen(text), e);
}

static void all_members(void **state)
{
	struct request r;
	struct err e;

	(void)state;
	assert_int_equal(parse(" { \"id\" : \"7\", \"program\":\"print(\\\"\\u00e9\\ud83d\\ude00\\\")\\n\","
			       "\"args\":[\"a\",\"\"],\"stdin\":\"x\\u0000y\",\"wall\":2,\"cpu\":1,"
			       "\"output\":9223372036854775807 }\n", &r, &e), 0);
	assert_string_equal(r.id.text, "7");
	assert_string_equal(r.program.text, "print(\"\xc3\xa9\xf0\x9f\x98\x80\")\n");
	assert_int_equal(r.count, 2);
	assert_string_equal(r.args[0].text, "a");
	assert_int_equal(r.args[1].n, 0);
	assert_int_equal(r.input.n, 3);
	assert_memory_equal(r.input.text, "x\0y", 4);
	assert_int_equal(r.limit[REQUEST_WALL], 2);
	assert_true(r.limit[REQUEST_OUTPUT] == INT64_MAX);
}

static void files_variables_and_what_goes_back(void **state)
{
	struct request r;
	struct err e;

	(void)state;
	assert_int_equal(parse("{\"args\":[\"x\"],\"files\":{\"a.csv\":\"1\\u0000\",\"b\":\"\"},"
			       "\"env\":{\"LANG\":\"C\"},\"return\":[\"out\",\"a.csv\"]}", &r, &e), 0);
	assert_int_equal(r.file_count, 2);
	assert_string_equal(r.files[0].name.text, "a.csv");
	assert_int_equal(r.files[0].value.n, 2);
	assert_string_equal(r.files[1].value.text, "");
	assert_int_equal(r.env_count, 1);
	assert_string_equal(r.env[0].name.text, "LANG");
	assert_string_equal(r.env[0].value.text, "C");
	assert_int_equal(r.back_count, 2);
	assert_string_equal(r.back[1].text, "a.csv");
}

static void what_is_wrong_is_said(void **state)
{
	static const struct { const char *json, *why; } cases[] = {
		{ "", "an object is expected" },
		{ "[]", "an object is expected" },
		{ "{}", "neither a program nor arguments" },
		{ "{\"args\":[]}", "neither a program nor arguments" },
		{ "{\"program\":1}", "text is expected" },
		{ "{\"program\":\"x\",}", "text is expected" },
		{ "{\"program\":\"x\"", "a comma or a closing bracket is expected" },
		{ "{\"program\":\"x\"} {", "more than one value" },
		{ "{\"program\":\"x", "text without an end" },
		{ "{\"program\":\"\x01\"}", "a control character in text" },
		{ "{\"program\":\"\xff\"}", "text that is not UTF-8" },
		{ "{\"program\":\"\\q\"}", "a wrong escape in text" },
		{ "{\"program\":\"\\ud800\"}", "a wrong escape in text" },
		{ "{\"program\":\"\\udc00\\ud800\"}", "a wrong escape in text" },
		{ "{\"program\":\"x\",\"wal\":1}", "a member that is not known" },
		{ "{\"program\":\"x\",\"wall\":0}", "a limit of 0" },
		{ "{\"program\":\"x\",\"wall\":-1}", "a number is expected" },
		{ "{\"program\":\"x\",\"wall\":01}", "a number is expected" },
		{ "{\"program\":\"x\",\"wall\":9223372036854775808}", "a number that is too large" },
		{ "{\"args\":[\"a\\u0000b\"]}", "a NUL in an argument" },
		{ "{\"args\":[\"x\"],\"files\":[]}", "an object is expected" },
		{ "{\"args\":[\"x\"],\"files\":{\"a\":1}}", "text is expected" },
		{ "{\"args\":[\"x\"],\"files\":{\"a/b\":\"\"}}", "a file's name that is not plain" },
		{ "{\"args\":[\"x\"],\"files\":{\"..\":\"\"}}", "a file's name that is not plain" },
		{ "{\"args\":[\"x\"],\"files\":{\"\":\"\"}}", "a file's name that is not plain" },
		{ "{\"args\":[\"x\"],\"files\":{\"a\\u0000\":\"\"}}", "a file's name that is not plain" },
		{ "{\"args\":[\"x\"],\"files\":{\"a\":\"\",\"a\":\"\"}}", "a name that is there twice" },
		{ "{\"args\":[\"x\"],\"env\":{\"\":\"\"}}", "a variable that cannot be one" },
		{ "{\"args\":[\"x\"],\"env\":{\"A=B\":\"\"}}", "a variable that cannot be one" },
		{ "{\"args\":[\"x\"],\"env\":{\"A\":\"\\u0000\"}}", "a variable that cannot be one" },
		{ "{\"args\":[\"x\"],\"return\":{}}", "an array is expected" },
		{ "{\"args\":[\"x\"],\"return\":[\"/etc/passwd\"]}", "a file's name that is not plain" },
	};
	struct request r;
	struct err e;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		assert_true(parse(cases[i].json, &r, &e) < 0);
		assert_string_equal(e.text + strlen("request: "), cases[i].why);
	}
}

static void no_more_arguments_than_there_is_room_for(void **state)
{
	char *at = stpcpy(text, "{\"args\":[\"x\"");
	struct request r;
	struct err e;

	(void)state;
	for (int i = 1; i < REQUEST_ARGS; i++)
		at = stpcpy(at, ",\"x\"");
	strcpy(at, "]}");
	assert_int_equal(request_parse(&r, text, strlen(text), &e), 0);
	assert_int_equal(r.count, REQUEST_ARGS);
	at = stpcpy(text, "{\"args\":[\"x\"");
	for (int i = 0; i < REQUEST_ARGS; i++)
		at = stpcpy(at, ",\"x\"");
	strcpy(at, "]}");
	assert_true(request_parse(&r, text, strlen(text), &e) < 0);
}

/* Values that a reader passes over: all that JSON has, and nothing else. */
static void any_value_can_be_skipped(void **state)
{
	static const struct { const char *json; bool right; } cases[] = {
		{ "{\"a\":[1,-2.5e+3,0,true,false,null,\"x\",{},[]]}", true }, { "[1,]", false },
		{ "-", false }, { "1.", false }, { "1e", false }, { "00", false }, { ".5", false },
		{ "+1", false }, { "tru", false }, { "nul", false }, { "'x'", false }, { "{1:2}", false },
		{ "[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]", true }, { "[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]", false },
		{ "{\"a\" 1}", false }, { "[1 2]", false }, { "]", false }, { "/**/1", false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct json_in j;

		strcpy(text, cases[i].json);
		in_begin(&j, text, strlen(text));
		in_skip(&j);
		assert_int_equal(!in_end(&j), cases[i].right);
	}
}

static long read_frames(const char *bytes, size_t n, size_t piece, char *to, size_t size)
{
	int pipes[2];
	long r;

	assert_int_equal(pipe(pipes), 0);
	if (fork() == 0) {
		for (size_t i = 0; i < n; i += piece)
			if (write(pipes[1], bytes + i, i + piece < n ? piece : n - i) < 0)
				_exit(1);
		_exit(0);
	}
	close(pipes[1]);
	r = request_read(pipes[0], to, size);
	close(pipes[0]);
	return r;
}

static void a_frame_comes_in_any_pieces(void **state)
{
	char to[8];

	(void)state;
	for (size_t piece = 1; piece < 10; piece++) {
		assert_int_equal(read_frames("\0\0\0\5hello", 9, piece, to, 8), 5);
		assert_memory_equal(to, "hello", 5);
	}
	assert_int_equal(read_frames("", 0, 1, to, 8), 0);
	assert_int_equal(read_frames("\0\0\0", 3, 1, to, 8), -EPROTO);
	assert_int_equal(read_frames("\0\0\0\5hel", 7, 1, to, 8), -EPROTO);
	assert_int_equal(read_frames("\0\0\0\0", 4, 1, to, 8), -EPROTO);
	assert_int_equal(read_frames("\0\0\0\x09xxxxxxxxx", 13, 1, to, 8), -EMSGSIZE);
	assert_int_equal(read_frames("\xff\xff\xff\xff", 4, 1, to, 8), -EMSGSIZE);
}

static void the_head_is_the_length(void **state)
{
	uint8_t head[REQUEST_HEAD];

	(void)state;
	request_head(head, 0x01020304);
	assert_memory_equal(head, "\1\2\3\4", 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_members),
		cmocka_unit_test(files_variables_and_what_goes_back),
		cmocka_unit_test(what_is_wrong_is_said),
		cmocka_unit_test(no_more_arguments_than_there_is_room_for),
		cmocka_unit_test(any_value_can_be_skipped),
		cmocka_unit_test(a_frame_comes_in_any_pieces),
		cmocka_unit_test(the_head_is_the_length),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
