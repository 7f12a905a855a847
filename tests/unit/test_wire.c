// SPDX-License-Identifier: MIT
/*
 * Messages between keeper, init and worker: what is sent arrives, what does not fit is refused by
 * the sender, and what is no message is refused by the receiver, who may be talking to the accused.
 */
#include "harness/arena/wire.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int pair[2];
static struct wire got;

static int connect_both(void **state)
{
	(void)state;
	return wire_pair(pair);
}

static int close_both(void **state)
{
	(void)state;
	for (int i = 0; i < 2; i++)
		if (pair[i] >= 0)
			close(pair[i]);
	return 0;
}

static void strings_arrive(void **state)
{
	const char *const words[] = { "/bin/sh", "", "two words", "\xff\x01", NULL };

	(void)state;
	assert_int_equal(wire_send(pair[0], WORKER_RUN, words, NULL, 0), 0);
	assert_int_equal(wire_recv(pair[1], &got), 0);
	assert_int_equal(got.type, WORKER_RUN);
	assert_int_equal(got.strings, 4);
	for (size_t i = 0; i < 4; i++)
		assert_string_equal(got.string[i], words[i]);
	assert_null(got.string[4]);
	assert_int_equal(got.fds, 0);
}

static void a_bare_type_arrives(void **state)
{
	(void)state;
	assert_int_equal(wire_send(pair[0], WORKER_READY, NULL, NULL, 0), 0);
	assert_int_equal(wire_recv(pair[1], &got), 0);
	assert_int_equal(got.type, WORKER_READY);
	assert_int_equal(got.strings, 0);
	assert_null(got.string[0]);
}

/* A message leaves nothing of itself behind for the next one. */
static void nothing_lingers(void **state)
{
	const char *const words[] = { "a", "b", NULL };

	(void)state;
	assert_int_equal(wire_send(pair[0], WORKER_RUN, words, &pair[0], 1), 0);
	assert_int_equal(wire_send(pair[0], WORKER_STOP, NULL, NULL, 0), 0);
	assert_int_equal(wire_recv(pair[1], &got), 0);
	close(got.fd[0]);
	assert_int_equal(wire_recv(pair[1], &got), 0);
	assert_int_equal(got.type, WORKER_STOP);
	assert_int_equal(got.strings, 0);
	assert_int_equal(got.fds, 0);
}

static void descriptors_arrive_close_on_exec(void **state)
{
	int ends[2], sent[WIRE_FDS];
	char byte = 0;

	(void)state;
	assert_int_equal(pipe(ends), 0);
	for (int i = 0; i < WIRE_FDS; i++)
		sent[i] = ends[1];
	assert_int_equal(wire_send(pair[0], ARENA_READY, NULL, sent, WIRE_FDS), 0);
	assert_int_equal(wire_recv(pair[1], &got), 0);
	assert_int_equal(got.fds, WIRE_FDS);
	for (int i = 0; i < WIRE_FDS; i++) {
		assert_int_equal(fcntl(got.fd[i], F_GETFD), FD_CLOEXEC);
		assert_int_equal(write(got.fd[i], "x", 1), 1);
		assert_int_equal(read(ends[0], &byte, 1), 1);
		assert_int_equal(byte, 'x');
		close(got.fd[i]);
	}
	close(ends[0]);
	close(ends[1]);
}

static void the_sender_refuses_what_does_not_fit(void **state)
{
	static char filler[WIRE_BYTES];
	const char *const big[] = { filler, NULL };
	const char *many[WIRE_STRINGS + 2];
	int fds[WIRE_FDS + 1] = { 0 };

	(void)state;
	for (size_t i = 0; i < WIRE_STRINGS + 1; i++)
		many[i] = "";
	many[WIRE_STRINGS + 1] = NULL;
	assert_int_equal(wire_send(pair[0], 'x', many, NULL, 0), -EMSGSIZE);
	assert_int_equal(wire_send(pair[0], 'x', NULL, fds, WIRE_FDS + 1), -EMSGSIZE);
	memset(filler, 'a', sizeof(filler) - 1);
	assert_int_equal(wire_send(pair[0], 'x', big, NULL, 0), -EMSGSIZE);

	/* One less of each is the largest that fits, and arrives whole. */
	many[WIRE_STRINGS] = NULL;
	assert_int_equal(wire_send(pair[0], 'x', many, NULL, 0), 0);
	assert_int_equal(wire_recv(pair[1], &got), 0);
	assert_int_equal(got.strings, WIRE_STRINGS);
	assert_null(got.string[WIRE_STRINGS]);
	filler[WIRE_BYTES - 2] = '\0';
	assert_int_equal(wire_send(pair[0], 'x', big, NULL, 0), 0);
	assert_int_equal(wire_recv(pair[1], &got), 0);
	assert_int_equal(strlen(got.string[0]), WIRE_BYTES - 2);
}

static void the_receiver_refuses_what_is_no_message(void **state)
{
	static char many[WIRE_STRINGS + 2] = { 'x' };
	static char big[WIRE_BYTES + 1] = { 'x' };

	(void)state;
	assert_int_equal(send(pair[0], "xno end", 7, 0), 7);
	assert_int_equal(wire_recv(pair[1], &got), -EPROTO);
	assert_int_equal(send(pair[0], many, sizeof(many), 0), sizeof(many));
	assert_int_equal(wire_recv(pair[1], &got), -EPROTO);
	assert_int_equal(send(pair[0], big, sizeof(big), 0), sizeof(big));
	assert_int_equal(wire_recv(pair[1], &got), -EPROTO);
}

/* Descriptors that come with nonsense are not kept: a talker cannot use up the listener's table. */
static void nonsense_leaves_no_descriptor(void **state)
{
	char text[] = "xno end";
	struct iovec iov = { text, sizeof(text) - 1 };
	union {
		struct cmsghdr align;
		char room[CMSG_SPACE(sizeof(int))];
	} control = { 0 };
	struct msghdr m = { .msg_iov = &iov, .msg_iovlen = 1, .msg_control = control.room,
			    .msg_controllen = sizeof(control.room) };
	struct cmsghdr *c = CMSG_FIRSTHDR(&m);
	int lowest = dup(0);

	(void)state;
	close(lowest);
	*c = (struct cmsghdr){ .cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS,
			       .cmsg_len = CMSG_LEN(sizeof(int)) };
	memcpy(CMSG_DATA(c), &pair[0], sizeof(int));
	assert_int_equal(sendmsg(pair[0], &m, 0), iov.iov_len);
	assert_int_equal(wire_recv(pair[1], &got), -EPROTO);
	assert_int_equal(got.fds, 0);
	assert_int_equal(fcntl(lowest, F_GETFD), -1);
}

static void the_end_is_no_error(void **state)
{
	(void)state;
	close(pair[0]);
	pair[0] = -1;
	assert_int_equal(wire_recv(pair[1], &got), 0);
	assert_int_equal(got.type, 0);
	assert_int_equal(wire_send(pair[1], 'x', NULL, NULL, 0), -EPIPE);
}

static void an_empty_line_would_block(void **state)
{
	(void)state;
	assert_int_equal(fcntl(pair[1], F_SETFL, O_NONBLOCK), 0);
	assert_int_equal(wire_recv(pair[1], &got), -EAGAIN);
	assert_int_equal(got.type, 0);
}

#define WIRED(f) cmocka_unit_test_setup_teardown(f, connect_both, close_both)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WIRED(strings_arrive),
		WIRED(a_bare_type_arrives),
		WIRED(nothing_lingers),
		WIRED(descriptors_arrive_close_on_exec),
		WIRED(the_sender_refuses_what_does_not_fit),
		WIRED(the_receiver_refuses_what_is_no_message),
		WIRED(nonsense_leaves_no_descriptor),
		WIRED(the_end_is_no_error),
		WIRED(an_empty_line_would_block),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
