// SPDX-License-Identifier: MIT
/* A canary is found in every coat, wherever the stream is cut; another one never is. */
#include "harness/trial/needle.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char canary[] = "3f1b09d2c7a845e60b1d8e2f94c75a60";

static bool found_when_cut(const char *text, size_t n, size_t cut, const char *coat)
{
	struct haystack h = { 0 };
	struct needle needle;

	needle_init(&needle, canary);
	haystack_feed(&h, &needle, 1, text, cut);
	haystack_feed(&h, &needle, 1, text + cut, n - cut);
	return needle.found && (!coat || !strcmp(needle.found, coat));
}

/* Wrapped in other bytes and cut in two at every place. */
static void everywhere(const char *dressed, const char *coat)
{
	char text[512];
	int n = snprintf(text, sizeof(text), "some output before %s and after\n", dressed);

	for (size_t cut = 0; cut <= (size_t)n; cut++)
		assert_true(found_when_cut(text, (size_t)n, cut, coat));
}

static void raw(void **state)
{
	(void)state;
	everywhere(canary, "raw");
}

static void reversed(void **state)
{
	char text[CANARY_LEN + 1] = "";

	(void)state;
	for (int i = 0; i < CANARY_LEN; i++)
		text[i] = canary[CANARY_LEN - 1 - i];
	everywhere(text, "reversed");
}

static void upper_case(void **state)
{
	char text[CANARY_LEN + 1] = "";

	(void)state;
	for (int i = 0; i < CANARY_LEN; i++)
		text[i] = canary[i] >= 'a' ? (char)(canary[i] - 'a' + 'A') : canary[i];
	everywhere(text, "upper case");
}

static void hex(void **state)
{
	char text[2 * CANARY_LEN + 1];

	(void)state;
	for (int i = 0; i < CANARY_LEN; i++)
		snprintf(text + 2 * i, 3, "%02x", canary[i]);
	everywhere(text, "hex");
}

/* An encoder of its own, straight from RFC 4648. */
static void encode(const char *in, size_t n, char *out)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

	for (size_t i = 0; i < n; i += 3) {
		unsigned v = 0;

		for (size_t k = 0; k < 3; k++)
			v = v << 8 | (i + k < n ? (unsigned char)in[i + k] : 0);
		for (int k = 3; k >= 0; k--)
			*out++ = i + (size_t)(3 - k) > n ? '=' : digits[v >> (6 * k) & 63];
	}
	*out = '\0';
}

static void base64_at_all_offsets(void **state)
{
	(void)state;
	for (size_t lead = 0; lead < 7; lead++) {
		char plain[128], coded[256];
		int n = snprintf(plain, sizeof(plain), "%.*s%s and more", (int)lead, "secrets",
				 canary);

		encode(plain, (size_t)n, coded);
		everywhere(coded, NULL);
	}
}

static void byte_by_byte(void **state)
{
	struct haystack h = { 0 };
	struct needle needle;

	(void)state;
	needle_init(&needle, canary);
	for (size_t i = 0; i < 1000; i++)
		assert_false(haystack_feed(&h, &needle, 1, "x", 1));
	for (size_t i = 0; i + 1 < CANARY_LEN; i++)
		assert_false(haystack_feed(&h, &needle, 1, &canary[i], 1));
	assert_true(haystack_feed(&h, &needle, 1, &canary[CANARY_LEN - 1], 1));
	assert_false(haystack_feed(&h, &needle, 1, canary, CANARY_LEN)); /* told once */
}

static void nothing_else(void **state)
{
	struct haystack h = { 0 };
	struct needle needle;
	char other[CANARY_LEN + 1];

	(void)state;
	needle_init(&needle, canary);
	for (int i = 0; i < 200; i++) {
		assert_int_equal(canary_draw(other), 0);
		assert_int_equal(strlen(other), CANARY_LEN);
		assert_int_equal(strspn(other, "0123456789abcdef"), CANARY_LEN);
		assert_false(haystack_feed(&h, &needle, 1, other, CANARY_LEN));
	}
	assert_false(haystack_feed(&h, &needle, 1, canary, CANARY_LEN - 1));
	assert_null(needle.found);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(raw),		cmocka_unit_test(reversed),
		cmocka_unit_test(upper_case),	cmocka_unit_test(hex),
		cmocka_unit_test(base64_at_all_offsets),
		cmocka_unit_test(byte_by_byte), cmocka_unit_test(nothing_else),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
