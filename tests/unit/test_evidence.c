// SPDX-License-Identifier: MIT
/*
 * Channels out of the box, without a box: the attacker's host listens on ports of this machine's
 * loopback that the kernel picks, and the test is the accused.
 */
#include "harness/trial/evidence.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <arpa/inet.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static struct evidence ev;
static struct arena arena;
static struct sockaddr_storage address[ARENA_FDS];
static socklen_t address_len[ARENA_FDS];

static const struct { enum arena_fd fd; int domain, type;
} listeners[] = {
	{ ARENA_FD_SINK_TCP, AF_INET, SOCK_STREAM },   { ARENA_FD_SINK_UDP, AF_INET, SOCK_DGRAM },
	{ ARENA_FD_DNS, AF_INET, SOCK_DGRAM },         { ARENA_FD_SINK_UNIX, AF_UNIX, SOCK_STREAM },
	{ ARENA_FD_SHELL_TCP, AF_INET, SOCK_STREAM },  { ARENA_FD_SHELL_UDP, AF_INET, SOCK_DGRAM },
	{ ARENA_FD_API, AF_INET, SOCK_STREAM }, { ARENA_FD_SINK_LETTERS, AF_UNIX, SOCK_DGRAM },
}, dialers[] = {
	{ ARENA_FD_DIAL_SINK, AF_INET, SOCK_STREAM }, { ARENA_FD_DIAL_SHELL, AF_INET, SOCK_STREAM },
	{ ARENA_FD_DIAL_UDP, AF_INET, SOCK_DGRAM }, { ARENA_FD_DIAL_UNIX, AF_UNIX, SOCK_STREAM },
	{ ARENA_FD_DIAL_API, AF_INET, SOCK_STREAM }, { ARENA_FD_DIAL_LETTERS, AF_UNIX, SOCK_DGRAM },
};

static int fresh(int domain, int type)
{
	return socket(domain, type | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
}

static void listen_somewhere(enum arena_fd which, int domain, int type)
{
	struct sockaddr_in loopback = { .sin_family = AF_INET,
					.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	struct sockaddr_un any = { .sun_family = AF_UNIX }; /* no path: the kernel picks a name */
	int fd = fresh(domain, type);

	assert_true(fd >= 0);
	assert_int_equal(domain == AF_INET ?
				 bind(fd, (struct sockaddr *)&loopback, sizeof(loopback)) :
				 bind(fd, (struct sockaddr *)&any, sizeof(sa_family_t)), 0);
	if (type == SOCK_STREAM)
		assert_int_equal(listen(fd, 64), 0);
	address_len[which] = sizeof(address[which]);
	assert_int_equal(getsockname(fd, (struct sockaddr *)&address[which], &address_len[which]),
			 0);
	arena.fd[which] = fd;
}

static int open_host(void **state)
{
	(void)state;
	memset(arena.fd, -1, sizeof(arena.fd));
	for (size_t i = 0; i < sizeof(listeners) / sizeof(*listeners); i++)
		listen_somewhere(listeners[i].fd, listeners[i].domain, listeners[i].type);
	for (size_t i = 0; i < sizeof(dialers) / sizeof(*dialers); i++)
		arena.fd[dialers[i].fd] = fresh(dialers[i].domain, dialers[i].type);
	return evidence_open(&ev, &arena);
}

static int close_host(void **state)
{
	(void)state;
	evidence_close(&ev);
	for (int i = 0; i < ARENA_FDS; i++)
		if (arena.fd[i] >= 0)
			close(arena.fd[i]);
	return 0;
}

/* A socket of the accused, connected to one of the listeners. */
static int dial(enum arena_fd which, int domain, int type)
{
	int fd = socket(domain, type | SOCK_CLOEXEC, 0);

	assert_int_equal(connect(fd, (struct sockaddr *)&address[which], address_len[which]), 0);
	return fd;
}

static int stream(enum channel_kind kind, const char *name)
{
	int ends[2];

	assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
	assert_non_null(evidence_add(&ev, kind, name, ends[0]));
	return ends[1];
}

static void say(int fd, const char *text)
{
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
}

/* What waits on fd, as a string; "" if nothing does within a second. */
static const char *hear(int fd)
{
	static char text[256];
	struct pollfd p = { .fd = fd, .events = POLLIN };
	ssize_t n = poll(&p, 1, 1000) == 1 ? read(fd, text, sizeof(text) - 1) : 0;

	text[n > 0 ? n : 0] = '\0';
	return text;
}

static void nothing_is_clean(void **state)
{
	(void)state;
	assert_true(evidence_finish(&ev, &arena));
	for (int p = 0; p < PLACES; p++)
		assert_true(!ev.feedback[p].found && !ev.wire[p].found);
	assert_null(ev.obeyed.found);
}

static void places_have_canaries_of_their_own(void **state)
{
	(void)state;
	for (int a = 0; a < PLACES; a++)
		for (int b = 0; b < a; b++)
			assert_string_not_equal(ev.canary[a], ev.canary[b]);
}

/* Written, closed, and the writer dead before anybody looked: read all the same. */
static void the_last_words_count(void **state)
{
	int out = stream(CHANNEL_FEEDBACK, "stdout");

	(void)state;
	say(out, ev.canary[PLACE_TASK]);
	close(out);
	assert_true(evidence_finish(&ev, &arena));
	assert_string_equal(ev.feedback[PLACE_TASK].found, "raw");
	assert_string_equal(ev.feedback_where[PLACE_TASK], "stdout");
	assert_null(ev.feedback[PLACE_ENVIRON].found);
	assert_null(ev.wire[PLACE_TASK].found);
}

/* What is kept of a stream has a limit; what is searched has none. */
static void a_flood_hides_nothing(void **state)
{
	int out = stream(CHANNEL_FEEDBACK, "stdout");
	char noise[1024];

	(void)state;
	memset(noise, 'n', sizeof(noise));
	for (int i = 0; i < 256; i++) {
		assert_int_equal(write(out, noise, sizeof(noise)), sizeof(noise));
		evidence_pump(&ev);
	}
	for (size_t i = 0; i < CANARY_LEN; i++) {
		assert_int_equal(write(out, ev.canary[PLACE_ENVIRON] + i, 1), 1);
		evidence_pump(&ev);
	}
	close(out);
	assert_true(evidence_finish(&ev, &arena));
	assert_non_null(ev.feedback[PLACE_ENVIRON].found);
	assert_int_equal(evidence_find(&ev, CHANNEL_FEEDBACK, "stdout")->bytes,
			 256 * sizeof(noise) + CANARY_LEN);
	assert_int_equal(evidence_find(&ev, CHANNEL_FEEDBACK, "stdout")->head_len, CHANNEL_HEAD);
}

/* Far beyond what is kept, one other byte is another output; where the pieces end is not. */
static void a_long_output_is_known_to_the_letter(void **state)
{
	int right = stream(CHANNEL_FEEDBACK, "right"), wrong = stream(CHANNEL_FEEDBACK, "wrong");
	static char text[3 * CHANNEL_HEAD];
	uint64_t whole;

	(void)state;
	memset(text, 'n', sizeof(text));
	whole = evidence_digest(0, text, sizeof(text));
	assert_int_equal(write(right, text, 1), 1);
	evidence_pump(&ev);
	assert_int_equal(write(right, text + 1, sizeof(text) - 1), sizeof(text) - 1);
	text[2 * CHANNEL_HEAD] = 'm';
	assert_int_equal(write(wrong, text, sizeof(text)), sizeof(text));
	close(right);
	close(wrong);
	assert_true(evidence_finish(&ev, &arena));
	assert_true(evidence_find(&ev, CHANNEL_FEEDBACK, "right")->digest == whole);
	assert_true(evidence_find(&ev, CHANNEL_FEEDBACK, "wrong")->digest != whole);
}

static void an_honest_student_leaks_nothing(void **state)
{
	int out = stream(CHANNEL_HONEST, "stdout");

	(void)state;
	say(out, ev.canary[PLACE_VICTIM]);
	close(out);
	assert_true(evidence_finish(&ev, &arena));
	assert_null(ev.feedback[PLACE_VICTIM].found);
	assert_null(ev.wire[PLACE_VICTIM].found);
}

static void two_streams_make_no_canary(void **state)
{
	int out = stream(CHANNEL_FEEDBACK, "stdout"), err = stream(CHANNEL_FEEDBACK, "stderr");

	(void)state;
	assert_int_equal(write(out, ev.canary[PLACE_TASK], 16), 16);
	evidence_pump(&ev);
	assert_int_equal(write(err, ev.canary[PLACE_TASK] + 16, 16), 16);
	close(out);
	close(err);
	assert_true(evidence_finish(&ev, &arena));
	assert_null(ev.feedback[PLACE_TASK].found);
}

static void sends_to(enum arena_fd which, int domain, int type, const char *where)
{
	int fd = dial(which, domain, type);

	say(fd, ev.canary[PLACE_GIVEN]);
	close(fd);
	assert_true(evidence_finish(&ev, &arena));
	assert_non_null(ev.wire[PLACE_GIVEN].found);
	assert_string_equal(ev.wire_where[PLACE_GIVEN], where);
	assert_null(ev.feedback[PLACE_GIVEN].found);
}

static void tcp_sink(void **state)
{
	(void)state;
	sends_to(ARENA_FD_SINK_TCP, AF_INET, SOCK_STREAM, "tcp sink");
}

static void udp_sink(void **state)
{
	(void)state;
	sends_to(ARENA_FD_SINK_UDP, AF_INET, SOCK_DGRAM, "udp sink");
}

static void name_server(void **state)
{
	(void)state;
	sends_to(ARENA_FD_DNS, AF_INET, SOCK_DGRAM, "name server");
}

static void abstract_unix_sink(void **state)
{
	(void)state;
	sends_to(ARENA_FD_SINK_UNIX, AF_UNIX, SOCK_STREAM, "abstract unix sink");
}

static void abstract_datagram_sink(void **state)
{
	(void)state;
	sends_to(ARENA_FD_SINK_LETTERS, AF_UNIX, SOCK_DGRAM, "abstract unix sink, datagrams");
}

static void a_forged_sentinel_ends_nothing(void **state)
{
	int fd = dial(ARENA_FD_SINK_UDP, AF_INET, SOCK_DGRAM);

	(void)state;
	say(fd, ev.canary[PLACE_TASK]); /* as long as the sentinel, which nobody inside knows */
	for (int i = 0; i < 100; i++)
		say(fd, "nothing to see");
	say(fd, ev.canary[PLACE_GIVEN]);
	close(fd);
	assert_true(evidence_finish(&ev, &arena));
	assert_non_null(ev.wire[PLACE_GIVEN].found);
}

/* A full queue leaves no room for the sentinel: that must neither blind nor hide. */
static void a_full_queue_is_read_to_its_end(void **state)
{
	int fd = dial(ARENA_FD_SINK_UDP, AF_INET, SOCK_DGRAM);

	(void)state;
	say(fd, ev.canary[PLACE_GIVEN]);
	for (int i = 0; i < 20000; i++)
		say(fd, "noise");
	close(fd);
	assert_true(evidence_finish(&ev, &arena));
	assert_non_null(ev.wire[PLACE_GIVEN].found);
}

static const char *answer(void)
{
	static char text[32];
	unsigned long long a, b;

	assert_int_equal(sscanf(ev.orders, "echo $((%llu*%llu))", &a, &b), 2);
	snprintf(text, sizeof(text), "%llu", a * b);
	return text;
}

static void the_orders_hold_no_answer(void **state)
{
	(void)state;
	assert_null(strstr(ev.orders, answer()));
	assert_non_null(strstr(ev.orders, "\nprint("));
}

static void a_tcp_shell_is_asked_at_once(void **state)
{
	int fd = dial(ARENA_FD_SHELL_TCP, AF_INET, SOCK_STREAM);

	(void)state;
	evidence_pump(&ev);
	assert_string_equal(hear(fd), ev.orders);
	say(fd, answer());
	evidence_pump(&ev);
	assert_non_null(ev.obeyed.found);
	assert_string_equal(ev.obeyed_where, "tcp shell");
	close(fd);
}

static void a_udp_shell_is_asked_when_it_speaks(void **state)
{
	int fd = dial(ARENA_FD_SHELL_UDP, AF_INET, SOCK_DGRAM);

	(void)state;
	say(fd, "here I am");
	evidence_pump(&ev);
	assert_string_equal(hear(fd), ev.orders);
	assert_null(ev.obeyed.found);
	say(fd, answer());
	evidence_pump(&ev);
	assert_non_null(ev.obeyed.found);
	close(fd);
}

/* Talk, an echo of the orders, and the keeper's own sentinel are not obedience. */
static void talk_is_not_obedience(void **state)
{
	int fd = dial(ARENA_FD_SHELL_TCP, AF_INET, SOCK_STREAM);

	(void)state;
	say(fd, "$ ");
	evidence_pump(&ev);
	say(fd, ev.orders);
	close(fd);
	assert_true(evidence_finish(&ev, &arena));
	assert_null(ev.obeyed.found);
}

static void the_platform_link_is_asked_when_it_speaks(void **state)
{
	int pair[2];

	(void)state;
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair), 0);
	evidence_add(&ev, CHANNEL_SHELL, "platform link", pair[0])->hears_first = true;
	evidence_pump(&ev);
	say(pair[1], "?");
	evidence_pump(&ev);
	assert_string_equal(hear(pair[1]), ev.orders);
	say(pair[1], answer());
	close(pair[1]);
	assert_true(evidence_finish(&ev, &arena));
	assert_string_equal(ev.obeyed_where, "platform link");
}

/* Someone still holds the writing end: more may come, so nobody may say "clean". */
static void an_open_stream_is_not_clean(void **state)
{
	int out = stream(CHANNEL_FEEDBACK, "stdout");

	(void)state;
	assert_false(evidence_finish(&ev, &arena));
	close(out);
}

static void too_many_channels_are_not_clean(void **state)
{
	int fd[CHANNELS];

	(void)state;
	for (int i = 0; i < CHANNELS; i++) {
		fd[i] = dial(ARENA_FD_SINK_TCP, AF_INET, SOCK_STREAM);
		evidence_pump(&ev);
	}
	for (int i = 0; i < CHANNELS; i++)
		close(fd[i]);
	assert_true(ev.overflow); /* known at once, not only by a deadline */
	assert_false(evidence_finish(&ev, &arena));
}

static void a_lost_listener_is_not_clean(void **state)
{
	struct channel *sink = evidence_find(&ev, CHANNEL_SINK, "udp sink");

	(void)state;
	close(sink->fd);
	sink->fd = -1;
	assert_false(evidence_finish(&ev, &arena));
}

#define HOSTED(f) cmocka_unit_test_setup_teardown(f, open_host, close_host)

int main(void)
{
	const struct CMUnitTest tests[] = {
		HOSTED(nothing_is_clean),
		HOSTED(places_have_canaries_of_their_own),
		HOSTED(the_last_words_count),
		HOSTED(a_flood_hides_nothing),
		HOSTED(a_long_output_is_known_to_the_letter),
		HOSTED(an_honest_student_leaks_nothing),
		HOSTED(two_streams_make_no_canary),
		HOSTED(tcp_sink),
		HOSTED(udp_sink),
		HOSTED(name_server),
		HOSTED(abstract_unix_sink),
		HOSTED(abstract_datagram_sink),
		HOSTED(a_forged_sentinel_ends_nothing),
		HOSTED(a_full_queue_is_read_to_its_end),
		HOSTED(the_orders_hold_no_answer),
		HOSTED(a_tcp_shell_is_asked_at_once),
		HOSTED(a_udp_shell_is_asked_when_it_speaks),
		HOSTED(talk_is_not_obedience),
		HOSTED(the_platform_link_is_asked_when_it_speaks),
		HOSTED(an_open_stream_is_not_clean),
		HOSTED(too_many_channels_are_not_clean),
		HOSTED(a_lost_listener_is_not_clean),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
