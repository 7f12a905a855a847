// SPDX-License-Identifier: MIT
/*
 * worker.c - the warm instance's evaluator: holds the secrets, starts the defence.
 *
 * What a real one would have, it has, as canaries: credentials in its environment, an answer key on
 * its heap, descriptors that it forgot to close on exec (files with a secret, a connection to the
 * platform, its log, the evaluator's folder). Descriptor 3 is its line to the platform's side, see
 * wire.h; every invocation arrives there with its own standard streams.
 *
 * `--hidden`: it has made itself non-dumpable, as a worker can that holds secrets.
 * `--reexec`: it has taken its environment into its memory, and started itself again with none of
 * it but what programs need. Nobody inherits the rest, and /proc/PID/environ has nothing to show.
 *
 * `ordeal-worker --decoy` is another process of the same user, minding its own business: it reports
 * every signal it gets ('s', number) and, asked with a byte, a checksum of its memory and its I/O
 * priority ('c', 8 bytes, 4 bytes).
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/ioprio.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness/arena/wire.h"
#include "lib/fnv.h"

enum { LINE = 3 };

static struct wire inbox;
static char *answer_key;

/* Keep the answer key where a program keeps such things: on the heap, amid other work. */
static void take_secrets(void)
{
	const char tag[] = "ANSWER-KEY:";
	size_t n = inbox.strings ? strlen(inbox.string[0]) : 0;

	answer_key = malloc(sizeof(tag) + n);
	if (!answer_key)
		_exit(1);
	memcpy(answer_key, tag, sizeof(tag) - 1);
	memcpy(answer_key + sizeof(tag) - 1, inbox.strings ? inbox.string[0] : "", n + 1);
	if (inbox.fds != SECRETS || fcntl(inbox.fd[SECRET_HIGH], F_DUPFD, SECRET_NUMBER) < 0 ||
	    close(inbox.fd[SECRET_HIGH]) || open("/var/task", O_RDONLY | O_DIRECTORY) < 0)
		_exit(1);
	for (int i = SECRET_REQUEST; i < SECRET_HIGH; i++)
		fcntl(inbox.fd[i], F_SETFD, 0);
	explicit_bzero(inbox.bytes, sizeof(inbox.bytes));
	if (wire_send(LINE, WORKER_READY, NULL, NULL, 0))
		_exit(1);
}

static void report(int type, long number)
{
	char text[24];
	const char *words[] = { text, NULL };

	snprintf(text, sizeof(text), "%ld", number);
	if (wire_send(LINE, type, words, NULL, 0))
		_exit(1);
}

static pid_t start(void)
{
	pid_t pid = fork();

	if (pid == 0) {
		setpgid(0, 0);
		for (int i = 0; i < 3; i++)
			if (dup2(inbox.fd[i], i) < 0)
				_exit(126);
		execvp(inbox.string[0], inbox.string);
		dprintf(STDERR_FILENO, "%s: %s\n", inbox.string[0],
			errno == ENOENT ? "not found" : strerror(errno));
		_exit(errno == ENOENT ? 127 : 126);
	}
	if (pid > 0)
		setpgid(pid, pid);
	for (size_t i = 0; i < inbox.fds; i++)
		close(inbox.fd[i]);
	return pid;
}

/* One invocation, to the end of its direct child: what it leaves behind is the defence's affair. */
static void run(void)
{
	struct pollfd p[2] = { { .fd = LINE, .events = POLLIN }, { .events = POLLIN } };
	int status = 127 << 8;
	pid_t pid;

	if (inbox.fds != 3 || !inbox.strings || (pid = start()) < 0) {
		report(WORKER_ENDED, status);
		return;
	}
	report(WORKER_STARTED, pid);
	p[1].fd = (int)syscall(SYS_pidfd_open, pid, 0);
	while (poll(p, 2, -1) < 0 || !p[1].revents) {
		if (!p[0].revents)
			continue;
		if (wire_recv(LINE, &inbox) || !inbox.type)
			_exit(0);
		if (inbox.type == WORKER_STOP) {
			kill(-pid, SIGKILL);
			kill(pid, SIGKILL);
		}
	}
	close(p[1].fd);
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	report(WORKER_ENDED, status);
}

/* Does a program need this one of the environment, and is it nobody's secret? */
static bool harmless(const char *entry)
{
	return !strncmp(entry, "PATH=", 5) || !strncmp(entry, "LANG=", 5) || !strncmp(entry, "TZ=", 3);
}

/*
 * The first time, go through execve(2) with the harmless part; what remains, through a pipe, since
 * nothing else of a process's memory outlives it. The second time, keep what comes out of it.
 */
static bool take_environment(char **argv)
{
	static char kept[4096], *few[4];
	size_t n = 0;
	int p[2];

	if (argv[2])
		return read(atoi(argv[2]), kept, sizeof(kept)) >= 0 && !close(atoi(argv[2]));
	if (pipe(p))
		return false;
	for (char **entry = environ; *entry; entry++)
		if (harmless(*entry) && n < 3)
			few[n++] = *entry;
		else if (dprintf(p[1], "%s\n", *entry) < 0)
			return false;
	snprintf(kept, sizeof(kept), "%d", p[0]);
	close(p[1]);
	execve("/proc/self/exe", (char *[]){ argv[0], argv[1], kept, NULL }, few);
	return false;
}

/* Have had more memory than now: so a peak that is forgotten can be told from one that is not. */
static void once_larger(void)
{
	size_t n = 4 << 20;
	char *p = mmap(NULL, n, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (p == MAP_FAILED)
		_exit(1);
	memset(p, 1, n);
	munmap(p, n);
}

static _Noreturn void decoy(void)
{
	static unsigned char memory[65536];
	struct pollfd p[2] = { { .fd = LINE, .events = POLLIN }, { .events = POLLIN } };
	struct signalfd_siginfo s;
	sigset_t all;

	once_larger();
	memset(memory, 0x5a, sizeof(memory));
	sigfillset(&all);
	sigprocmask(SIG_SETMASK, &all, NULL);
	p[1].fd = signalfd(-1, &all, SFD_CLOEXEC);
	if (send(LINE, "r", 1, MSG_NOSIGNAL) != 1)
		_exit(1);
	for (;;) {
		unsigned char line[13];
		uint64_t sum;
		int32_t ioprio;

		if (poll(p, 2, -1) < 0)
			continue;
		if (p[1].revents && read(p[1].fd, &s, sizeof(s)) == sizeof(s)) {
			line[0] = 's';
			line[1] = (unsigned char)s.ssi_signo;
			send(LINE, line, 2, MSG_NOSIGNAL);
		}
		if (!p[0].revents)
			continue;
		if (recv(LINE, line + 1, 1, 0) != 1)
			_exit(0);
		sum = fnv_add(FNV_START, memory, sizeof(memory));
		ioprio = (int32_t)syscall(SYS_ioprio_get, IOPRIO_WHO_PROCESS, 0);
		line[0] = 'c';
		memcpy(line + 1, &sum, sizeof(sum));
		memcpy(line + 1 + sizeof(sum), &ioprio, sizeof(ioprio));
		send(LINE, line, sizeof(line), MSG_NOSIGNAL);
	}
}

int main(int argc, char **argv)
{
	if (argc > 1 && !strcmp(argv[1], "--reexec") && !take_environment(argv))
		return 1;
	fcntl(LINE, F_SETFD, FD_CLOEXEC);
	if (argc > 1 && !strcmp(argv[1], "--decoy"))
		decoy();
	if (argc > 1 && !strcmp(argv[1], "--hidden") && prctl(PR_SET_DUMPABLE, 0))
		return 1;
	while (!wire_recv(LINE, &inbox) && inbox.type) {
		if (inbox.type == WORKER_SECRETS)
			take_secrets();
		else if (inbox.type == WORKER_RUN)
			run();
	}
	return 0;
}
