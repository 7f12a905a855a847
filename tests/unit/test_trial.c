// SPDX-License-Identifier: MIT
/*
 * What a trial says of a child that ends, is killed or hangs, and that nobody outlives it.
 */
#include "lib/trial.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SHORT_MS = 100, LONG_MS = 60000 };

/* Its write end is inherited by all who are started; it is at its end when they are dead. */
static int alive[2];

static int forget(void **state)
{
	(void)state;
	return pipe(alive);
}

/* Nobody holds alive[1] but us, once it is closed here. */
static bool nobody_left(void)
{
	struct pollfd p = { .fd = alive[0], .events = POLLIN };

	close(alive[1]);
	return poll(&p, 1, LONG_MS) == 1 && p.revents & POLLHUP;
}

static int seven(void *x)
{
	(void)x;
	return 7;
}

static int die(void *x)
{
	(void)x;
	raise(SIGSYS);
	return 0;
}

static _Noreturn void for_ever(void)
{
	for (;;)
		pause();
}

static int hang(void *x)
{
	(void)x;
	for_ever();
}

static int leave_a_child(void *x)
{
	return fork() == 0 ? hang(x) : 0;
}

static void test_ends(void **state)
{
	struct trial t;

	(void)state;
	assert_true(trial_run(seven, NULL, LONG_MS, &t));
	assert_int_equal(t.code, 7);
	assert_int_equal(t.signal, 0);
	assert_false(t.hung);
}

static void test_killed(void **state)
{
	struct trial t;

	(void)state;
	assert_false(trial_run(die, NULL, LONG_MS, &t));
	assert_int_equal(t.signal, SIGSYS);
	assert_false(t.hung);
}

static void test_hangs(void **state)
{
	struct trial t;

	(void)state;
	assert_false(trial_run(hang, NULL, SHORT_MS, &t));
	assert_true(t.hung);
	assert_true(nobody_left());
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
	assert_int_equal(errno, ECHILD);
}

static void test_grandchild(void **state)
{
	struct trial t;
	int adopts = 0;

	(void)state;
	assert_true(trial_run(leave_a_child, NULL, LONG_MS, &t));
	assert_true(nobody_left());
	/* Orphans come to us: who waits for a pid 1 that reaps now and then waits for seconds. */
	assert_int_equal(prctl(PR_GET_CHILD_SUBREAPER, &adopts, 0, 0, 0), 0);
	assert_int_equal(adopts, 1);
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
}

static int inner(void *x)
{
	struct trial t;

	return trial_run(x ? hang : seven, NULL, x ? LONG_MS : SHORT_MS, &t) ? t.code : 1;
}

static void test_nested(void **state)
{
	struct trial t;

	(void)state;
	assert_true(trial_run(inner, NULL, LONG_MS, &t));
	assert_int_equal(t.code, 7);
}

/* The inner one is another group: the end of its holder is what ends it. */
static void test_nested_dies_with_its_holder(void **state)
{
	struct trial t;

	(void)state;
	assert_false(trial_run(inner, "hang", SHORT_MS, &t));
	assert_true(t.hung);
	assert_true(nobody_left());
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_ends, forget),
		cmocka_unit_test_setup(test_killed, forget),
		cmocka_unit_test_setup(test_hangs, forget),
		cmocka_unit_test_setup(test_grandchild, forget),
		cmocka_unit_test_setup(test_nested, forget),
		cmocka_unit_test_setup(test_nested_dies_with_its_holder, forget),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
