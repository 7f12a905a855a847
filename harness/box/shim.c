// SPDX-License-Identifier: MIT
/*
 * shim.c - the platform's shim in file mode: one request, one evaluation process, two files.
 *
 *     shim COMMAND...     request on stdin, answer framed on stdout
 *
 * As the real one does it: a folder /tmp/shimmy/<random>, which may be there already; in it the
 * request, and an empty response that stays open here, so that the answer must be written in place;
 * both paths as last arguments and in the environment; what the command prints is drained to its
 * end before anybody waits. It trusts /tmp as the real one does.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOST = 1 << 20, DROPPED = 65536, MOST_WORDS = 32 };

static char bytes[MOST];
static char folder[] = "/tmp/shimmy/XXXXXX";
static char request[64], response[64];

static _Noreturn void fail(const char *what)
{
	fprintf(stderr, "shim: %s: %s\n", what, strerror(errno));
	exit(1);
}

/* Read to the end of file; what does not fit is dropped. */
static size_t slurp(int fd)
{
	size_t n = 0;
	ssize_t k;

	while ((k = read(fd, bytes + n, MOST - n)) > 0)
		if ((n += (size_t)k) == MOST)
			n -= DROPPED;
	return n;
}

/* Make the two files. The response's descriptor. */
static int lay_out(void)
{
	size_t n = slurp(STDIN_FILENO);
	int fd;

	if (mkdir("/tmp/shimmy", 0755) && errno != EEXIST)
		fail("/tmp/shimmy");
	if (!mkdtemp(folder))
		fail(folder);
	snprintf(request, sizeof(request), "%s/request-data-%s", folder, folder + 12);
	snprintf(response, sizeof(response), "%s/response-data-%s", folder, folder + 12);
	fd = open(request, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0 || write(fd, bytes, n) != (ssize_t)n || close(fd))
		fail(request);
	fd = open(response, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		fail(response);
	return fd;
}

static void start(char **command, const int out[2])
{
	char *argv[MOST_WORDS + 3];
	int n = 0;

	for (; n < MOST_WORDS && command[n]; n++)
		argv[n] = command[n];
	argv[n++] = request;
	argv[n++] = response;
	argv[n] = NULL;
	setenv("EVAL_IO", "FILE", 1);
	setenv("EVAL_FILE_NAME_REQUEST", request, 1);
	setenv("EVAL_FILE_NAME_RESPONSE", response, 1);
	dup2(open("/dev/null", O_RDONLY), STDIN_FILENO);
	dup2(out[1], STDOUT_FILENO);
	dup2(out[1], STDERR_FILENO);
	execv(argv[0], argv);
	_exit(127);
}

int main(int argc, char **argv)
{
	int out[2], answer, status = -1;
	size_t n;
	pid_t pid;

	if (argc < 2)
		return 2;
	answer = lay_out();
	if (pipe2(out, O_CLOEXEC) || (pid = fork()) < 0)
		fail("start");
	if (pid == 0)
		start(argv + 1, out);
	close(out[1]);
	slurp(out[0]);
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	if (status) {
		fprintf(stderr, "shim: the command failed: %.*s\n", 2000, bytes);
		return 1;
	}
	lseek(answer, 0, SEEK_SET);
	n = slurp(answer);
	printf("Content-Length: %zu\r\n\r\n", n);
	fwrite(bytes, 1, n, stdout);
	unlink(request);
	unlink(response);
	rmdir(folder);
	return fflush(stdout) ? 1 : 0;
}
