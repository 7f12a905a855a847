// SPDX-License-Identifier: MIT
/* The report must be valid JSON whatever a program is called and whatever it leaves behind. */
#include "lib/json_out.h"

#include "lib/fd.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>

#include <cmocka.h>

static const char *written(struct json_out *j)
{
	static char text[1 << 16];
	ssize_t n;

	assert_int_equal(out_end(j), 0);
	n = pread(j->fd, text, sizeof(text) - 1, 0);
	assert_true(n > 0);
	text[n] = '\0';
	close(j->fd);
	return text;
}

static void start(struct json_out *j)
{
	int fd = memfd_create("json", MFD_CLOEXEC);

	assert_true(fd >= 0);
	out_begin(j, fd);
}

static void commas_and_nesting(void **state)
{
	struct json_out j;

	(void)state;
	start(&j);
	out_object(&j, NULL);
	out_int(&j, "n", -7);
	out_array(&j, "a");
	out_null(&j, NULL);
	out_bool(&j, NULL, true);
	out_object(&j, NULL);
	out_close(&j);
	out_close(&j);
	out_str(&j, "s", NULL);
	assert_string_equal(written(&j), "{\"n\":-7,\"a\":[null,true,{}],\"s\":null}\n");
}

static void what_is_open_is_closed(void **state)
{
	struct json_out j;

	(void)state;
	start(&j);
	out_object(&j, NULL);
	out_array(&j, "a");
	assert_string_equal(written(&j), "{\"a\":[]}\n");
}

static void repairs_utf8(void **state)
{
	static const struct {
		const char *in, *out;
	} rows[] = {
		{ "plain", "plain" },
		{ "\"\\\n\x01\x7f", "\\\"\\\\\\u000a\\u0001\\u007f" },
		{ "\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80", "\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80" },
		{ "a\xff" "b", "a\xef\xbf\xbd" "b" },
		{ "\xc0\xaf", "\xef\xbf\xbd\xef\xbf\xbd" },             /* overlong       */
		{ "\xed\xa0\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd" }, /* a surrogate */
		{ "\xf4\x90\x80\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd" },
		{ "\xe2\x82", "\xef\xbf\xbd\xef\xbf\xbd" },             /* cut off        */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char want[128] = "[\"";
		struct json_out j;

		start(&j);
		out_array(&j, NULL);
		out_str(&j, NULL, rows[i].in);
		strcat(strcat(want, rows[i].out), "\"]\n");
		assert_string_equal(written(&j), want);
	}
}

static void longer_than_the_buffer(void **state)
{
	char big[5000];
	struct json_out j;

	(void)state;
	memset(big, 'x', sizeof(big));
	start(&j);
	out_strn(&j, NULL, big, sizeof(big));
	assert_int_equal(strlen(written(&j)), sizeof(big) + 3);
}

static void errors_are_kept(void **state)
{
	struct json_out j;

	(void)state;
	out_begin(&j, -1);
	out_null(&j, NULL);
	assert_int_equal(out_end(&j), -9); /* EBADF */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(commas_and_nesting),
		cmocka_unit_test(what_is_open_is_closed),
		cmocka_unit_test(repairs_utf8),
		cmocka_unit_test(longer_than_the_buffer),
		cmocka_unit_test(errors_are_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
