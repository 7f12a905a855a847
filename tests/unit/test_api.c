// SPDX-License-Identifier: MIT
/*
 * The stub of the control interface: what it logs, what it answers, and that a client cannot write
 * into the log what it likes.
 */
#include "harness/trial/api.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static struct api_log api;
static char reply[1024];

static size_t ask(const char *head)
{
	memset(reply, 0, sizeof(reply));
	return api_reply(&api, head, strlen(head), "canary", reply, sizeof(reply));
}

static int forget(void **state)
{
	(void)state;
	memset(&api, 0, sizeof(api));
	return 0;
}

static void each_call_is_logged_as_itself(void **state)
{
	static const struct {
		const char *line;
		enum api_call call;
	} rows[] = {
		{ "GET /2018-06-01/runtime/invocation/next HTTP/1.1", API_NEXT },
		{ "POST /2018-06-01/runtime/invocation/1/response HTTP/1.1", API_RESPONSE },
		{ "POST /2018-06-01/runtime/invocation/8476a536-e9f4-11e8-9739-2dfe598c3fcd/response "
		  "HTTP/1.1", API_RESPONSE },
		{ "POST /2018-06-01/runtime/invocation/1/error HTTP/1.1", API_ERROR },
		{ "POST /2018-06-01/runtime/init/error HTTP/1.1", API_INIT_ERROR },
		{ "POST /2020-01-01/extension/register HTTP/1.1", API_EXTENSION },
		{ "PUT /2022-07-01/telemetry HTTP/1.1", API_TELEMETRY },
		{ "PUT /2020-08-15/logs HTTP/1.1", API_TELEMETRY },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char head[256];

		forget(NULL);
		snprintf(head, sizeof(head), "%s\r\nHost: x\r\n\r\n", rows[i].line);
		assert_true(ask(head) > 0);
		for (int c = 0; c < API_ANY; c++)
			assert_int_equal(api.seen[c], c == (int)rows[i].call);
		assert_true(api.seen[API_ANY]);
		assert_string_equal(api.line[rows[i].call], rows[i].line);
	}
}

static void half_a_request_is_none(void **state)
{
	(void)state;
	assert_int_equal(ask("GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nHost:"), 0);
	assert_false(api.seen[API_NEXT] || api.seen[API_ANY]);
}

/* Whoever steals the next event has what is in it; nobody else is told. */
static void only_the_next_event_has_the_token(void **state)
{
	(void)state;
	ask("GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\n\r\n");
	assert_non_null(strstr(reply, "canary"));
	ask("POST /2018-06-01/runtime/invocation/1/response HTTP/1.1\r\n\r\n");
	assert_null(strstr(reply, "canary"));
	assert_non_null(strstr(reply, "202"));
}

static void a_hostile_line_is_made_printable_and_short(void **state)
{
	char head[600];

	(void)state;
	memset(head, '\x1b', 300);
	strcpy(head + 300, "\r\n\r\n");
	assert_true(ask(head) > 0);
	assert_int_equal(strlen(api.line[API_ANY]), sizeof(api.line[0]) - 1);
	assert_null(strchr(api.line[API_ANY], '\x1b'));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(each_call_is_logged_as_itself, forget),
		cmocka_unit_test_setup(half_a_request_is_none, forget),
		cmocka_unit_test_setup(only_the_next_event_has_the_token, forget),
		cmocka_unit_test_setup(a_hostile_line_is_made_printable_and_short, forget),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
