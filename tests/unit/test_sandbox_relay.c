// SPDX-License-Identifier: MIT
/*
 * The relay never waits for what the other side controls: not for bytes that poll(2) promised and
 * somebody else read, not for an end of file that a child holds back.
 */
#include "sandbox/relay.h"

#include "lib/fd.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

enum { HANGS = 5 }; /* seconds; then SIGALRM ends the test */

/* A pipe that is relayed to a new file, opened with `flags`. The end to write. */
static int relay_to_file(struct relay *r, int flags)
{
	char name[] = "/tmp/ordeal-test-XXXXXX";
	int p[2];

	alarm(HANGS);
	close(mkstemp(name));
	assert_int_equal(pipe2(p, O_CLOEXEC), 0);
	*r = (struct relay){ .from = p[0], .to = open(name, O_WRONLY | O_CLOEXEC | flags) };
	assert_true(r->to >= 0);
	unlink(name);
	return p[1];
}

static void end(struct relay *r, int *in)
{
	fd_close(in);
	fd_close(&r->from);
	fd_close(&r->to);
	alarm(0);
}

static void an_empty_pipe_is_not_waited_for(void **state)
{
	(void)state;
	for (int flags = 0; flags <= O_APPEND; flags += O_APPEND) {
		struct relay r;
		int in = relay_to_file(&r, flags);

		assert_int_equal(relay_move(&r, 100), 0);
		assert_int_equal(write(in, "abc", 3), 3);
		assert_int_equal(relay_waiting(&r), 3);
		assert_int_equal(relay_move(&r, 2), 2);
		assert_int_equal(relay_move(&r, 100), 1);
		assert_int_equal(relay_move(&r, 100), 0);
		assert_true(r.from >= 0 && !r.full && !r.error);
		assert_int_equal(r.by_copy, flags != 0);
		fd_close(&in);
		assert_int_equal(relay_move(&r, 100), 0);
		assert_int_equal(r.from, -1);
		assert_int_equal(r.bytes, 3);
		end(&r, &in);
	}
}

static void who_takes_no_more_is_remembered(void **state)
{
	int p[2];

	(void)state;
	signal(SIGPIPE, SIG_IGN);
	for (int copies = 0; copies < 2; copies++) {
		struct relay r;
		int in = relay_to_file(&r, 0);

		if (copies)
			assert_int_equal(relay_by_copy(&r), 0);
		assert_int_equal(pipe2(p, O_CLOEXEC), 0);
		fd_close(&p[0]);
		fd_close(&r.to);
		r.to = p[1];
		assert_int_equal(write(in, "abc", 3), 3);
		assert_int_equal(relay_move(&r, 100), 0);
		assert_int_equal(r.error, EPIPE);
		assert_int_equal(r.from, -1);
		end(&r, &in);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_empty_pipe_is_not_waited_for),
		cmocka_unit_test(who_takes_no_more_is_remembered),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
