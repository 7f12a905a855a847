// SPDX-License-Identifier: MIT
/*
 * One error, told once: also where a sentence comes up through several hands.
 */
#include "lib/err.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <errno.h>
#include <string.h>

static void the_reason_stands_once(void **state)
{
	struct err inner = { 0 }, e = { 0 };

	(void)state;
	assert_int_equal(err_set(&inner, EPERM, "prctl"), -EPERM);
	assert_string_equal(inner.text, "prctl: Operation not permitted");
	assert_int_equal(err_set(&e, inner.code, "arena: %s", inner.text), -EPERM);
	assert_string_equal(e.text, "arena: prctl: Operation not permitted");
	assert_int_equal(err_set(&e, ENOENT, "arena: %s", inner.text), -ENOENT);
	assert_string_equal(e.text, "arena: prctl: Operation not permitted: No such file or directory");
}

static void without_a_code_it_is_the_sentence(void **state)
{
	struct err e = { 0 };

	(void)state;
	assert_int_equal(err_set(&e, 0, "a sentence"), -EINVAL);
	assert_string_equal(e.text, "a sentence");
	assert_int_equal(err_prefix(&e, "%s:%d", "file", 3), -EINVAL);
	assert_string_equal(e.text, "file:3: a sentence");
}

static void what_is_too_long_is_cut(void **state)
{
	char text[600];
	struct err e = { 0 };

	(void)state;
	memset(text, 'x', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	assert_int_equal(err_set(&e, EPERM, "%s", text), -EPERM);
	assert_int_equal(strlen(e.text), sizeof(e.text) - 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_reason_stands_once),
		cmocka_unit_test(without_a_code_it_is_the_sentence),
		cmocka_unit_test(what_is_too_long_is_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
