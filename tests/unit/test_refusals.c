// SPDX-License-Identifier: MIT
/*
 * What a sandbox reported, found in the last bytes of a stream; and those last bytes.
 */
#include "harness/trial/refusals.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define REPORT(refused) "{\"type\":\"ordeal-sandbox\",\"refused\":[" refused "]}\n"
#define SOCKET "{\"layer\":\"seccomp\",\"call\":\"socket\",\"times\":1}"
#define OPEN "{\"layer\":\"landlock\",\"call\":\"open\",\"times\":3}"

static void the_last_report_is_read(void **state)
{
	static const struct { const char *text, *says; } cases[] = {
		{ "", NULL },
		{ "Traceback\nPermissionError\n", NULL },
		{ REPORT(""), NULL },
		{ "Traceback\n" REPORT(SOCKET), "seccomp: socket (1 time)" },
		{ REPORT(SOCKET "," OPEN), "seccomp: socket (1 time), landlock: open (3 times)" },
		/* a program prints one of its own: ours comes last */
		{ REPORT(OPEN) REPORT(SOCKET), "seccomp: socket (1 time)" },
		{ "{\"type\":\"ordeal-sandbox\",\"refused\":[", NULL },
		{ "{\"type\":\"ordeal-sandbox\",\"refused\":7}", NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		json_t *said = refusals_in(cases[i].text, strlen(cases[i].text));

		if (cases[i].says)
			assert_string_equal(json_string_value(said), cases[i].says);
		else
			assert_true(json_is_null(said));
		json_decref(said);
	}
}

static void the_last_bytes_stay(void **state)
{
	static struct evidence ev;
	char text[3 * CHANNEL_TAIL];
	const char *last;
	size_t n;

	(void)state;
	for (size_t i = 0; i < sizeof(text); i++)
		text[i] = (char)('a' + i % 23);
	for (size_t length = 0; length <= sizeof(text); length += 1021) {
		ev.channels = 0;
		evidence_tell(&ev, CHANNEL_HONEST, "stderr", text, length);
		last = evidence_last(&ev.channel[0], 1500, &n);
		assert_int_equal(n, length < 1500 ? length : 1500);
		assert_memory_equal(last, text + length - n, n);
		last = evidence_last(&ev.channel[0], SIZE_MAX, &n);
		assert_int_equal(n, length < CHANNEL_TAIL ? length : CHANNEL_TAIL);
		assert_memory_equal(last, text + length - n, n);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_last_report_is_read),
		cmocka_unit_test(the_last_bytes_stay),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
