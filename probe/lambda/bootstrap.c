// SPDX-License-Identifier: MIT
/*
 * bootstrap - the runtime of a function that is the probe: wait for an invocation, ask, answer; and
 * again. The second one in the same instance says what was left of the first.
 *
 * It runs `ordeal-probe`, which lies beside it, and gives up some time before the function's
 * deadline, so that it is the one who says so. An event {"questions":"filters sockets"} asks these
 * alone.
 */
#include "probe/lambda/http.h"
#include "probe/lambda/marks.h"

#include "lib/clock.h"
#include "lib/fd.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define API "/2018-06-01/runtime/"

enum { REPORT = 1 << 20, MARKS = 2048, SPARE_MS = 500, QUESTIONS = 16, NAME = 256 };

static char report[REPORT], answer[REPORT + MARKS];

/* The words of "questions" in the event, if there are: letters, dots and blanks only. */
static void questions_of(const char *event, char text[NAME], char *argv[QUESTIONS + 3])
{
	const char *at = strstr(event, "\"questions\"");
	int n = 0;

	argv[n++] = "ordeal-probe";
	argv[n++] = "--json";
	at = at ? strchr(at + 11, '"') : NULL;
	snprintf(text, NAME, "%s", at ? at + 1 : "");
	text[strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789._ ")] = '\0';
	for (char *save, *word = strtok_r(text, " ", &save); word && n < QUESTIONS + 2;
	     word = strtok_r(NULL, " ", &save))
		argv[n++] = word;
	argv[n] = NULL;
}

static int read_all(int fd, double until, size_t *n, struct err *e)
{
	for (*n = 0;;) {
		double left = until - clock_ms();
		struct pollfd p = { .fd = fd, .events = POLLIN };
		ssize_t k;

		if (left <= 0 || poll(&p, 1, (int)left + 1) == 0)
			return err_set(e, ETIMEDOUT, "ordeal-probe");
		k = read(fd, report + *n, REPORT - 1 - *n);
		if (k < 0)
			return err_set(e, errno, "read from ordeal-probe");
		if (k == 0)
			break;
		*n += (size_t)k;
	}
	report[*n] = '\0';
	return 0;
}

static int run_probe(const char *event, double until, size_t *n, struct err *e)
{
	const char *program = getenv("ORDEAL_PROBE");
	char words[NAME], *argv[QUESTIONS + 3];
	int out[2], status = 0, r;
	pid_t pid;

	questions_of(event, words, argv);
	if (pipe2(out, O_CLOEXEC))
		return err_set(e, errno, "pipe");
	pid = fork();
	if (pid == 0) {
		dup2(out[1], STDOUT_FILENO);
		execv(program ? program : "./ordeal-probe", argv);
		_exit(100 + errno);
	}
	close(out[1]);
	r = pid < 0 ? err_set(e, errno, "fork") : read_all(out[0], until, n, e);
	close(out[0]);
	if (r)
		kill(pid, SIGKILL);
	if (pid > 0)
		waitpid(pid, &status, 0);
	if (r == 0 && WIFEXITED(status) && WEXITSTATUS(status) > 100)
		return err_set(e, WEXITSTATUS(status) - 100, "ordeal-probe cannot be run");
	if (r == 0 && status)
		return err_set(e, EIO, "ordeal-probe ended with wait status %d", status);
	while (*n && report[*n - 1] == '\n')
		report[--*n] = '\0';
	return r;
}

/* Deadline-Ms is milliseconds since 1970; without it, the longest that a function may have. */
static double deadline(const struct reply *next)
{
	char text[24];
	double now = (double)clock_ns(CLOCK_REALTIME) / 1e6;

	http_header(next, "Lambda-Runtime-Deadline-Ms", text, sizeof(text));
	return clock_ms() + (text[0] ? atof(text) - now : 900e3) - SPARE_MS;
}

static int post(const char *host, const char *path, const char *body, size_t n, struct err *e)
{
	struct reply r;
	int error = http_ask(host, path, body, n, &r, e);

	if (error == 0 && r.status / 100 != 2)
		error = err_set(e, 0, "%s: status %d", path, r.status);
	free(r.text);
	return error;
}

static int invocation(const char *host, unsigned number, const struct reply *next, struct err *e)
{
	char id[80], path[160];
	struct err failed = { 0 };
	size_t marks, n = 0;

	http_header(next, "Lambda-Runtime-Aws-Request-Id", id, sizeof(id));
	marks = (size_t)snprintf(
		answer, sizeof(answer),
		"{\"type\":\"lambda-probe\",\"schema\":1,\"invocation\":%u,\"found\":", number);
	marks += marks_turn(number, answer + marks, MARKS - marks);
	if (run_probe(next->body, deadline(next), &n, &failed) == 0) {
		marks += (size_t)snprintf(answer + marks, sizeof(answer) - marks,
					  "},\"report\":%s}\n", report);
		snprintf(path, sizeof(path), API "invocation/%s/response", id);
		return post(host, path, answer, marks, e);
	}
	n = (size_t)snprintf(answer, sizeof(answer),
			     "{\"errorType\":\"Probe\",\"errorMessage\":\"%s\"}", failed.text);
	snprintf(path, sizeof(path), API "invocation/%s/error", id);
	return post(host, path, answer, n, e);
}

int main(void)
{
	const char *host = getenv("AWS_LAMBDA_RUNTIME_API");
	struct err e = { 0 };
	struct reply next;
	int r = 0;

	if (!host)
		return fputs("bootstrap: AWS_LAMBDA_RUNTIME_API is not set\n", stderr), 2;
	for (unsigned number = 1; r == 0; number++) {
		r = http_ask(host, API "invocation/next", NULL, 0, &next, &e);
		if (r == 0)
			r = invocation(host, number, &next, &e);
		free(next.text);
	}
	fprintf(stderr, "bootstrap: %s\n", e.text);
	return 1;
}
