// SPDX-License-Identifier: MIT
/*
 * marks.c - a file, a System V segment, a key, a process that left its parent, a thread. The last
 * two count tenths of a second, so that they also tell whether they went on between two
 * invocations.
 *
 * These stay until the instance is gone: it is the reader's own, and deleted at the end
 * (docs/lambda-probe.md). The process ends by itself an hour after it was left.
 */
#include "probe/lambda/marks.h"

#include "lib/clock.h"
#include "lib/fd.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/keyctl.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/shm.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { KEY = 0x0dea1, TICK_MS = 100, TICKS = 36000, SEGMENT = 4096 };

#define FILE_MARK "/tmp/ordeal-probe-mark"

/* What the counting ones share with us. */
static struct counts {
	volatile unsigned process, thread;
} * counts;

static pid_t counter;
static bool threaded;
static double left_at; /* CLOCK_REALTIME, ms; 0: nothing was left by us yet */

static void tick(volatile unsigned *count)
{
	const struct timespec t = { 0, TICK_MS * 1000000L };

	for (int i = 0; i < TICKS; i++) {
		nanosleep(&t, NULL);
		++*count;
	}
}

static void *count_in_thread(void *unused)
{
	(void)unused;
	tick(&counts->thread);
	return NULL;
}

/* A grandchild in a session of its own, as a student's would be. Its pid, or -1. */
static pid_t leave_process(void)
{
	int told[2];
	pid_t pid = -1;

	if (pipe2(told, O_CLOEXEC))
		return -1;
	if (fork() == 0) {
		setsid();
		pid = fork();
		if (pid == 0) {
			for (int fd = 0; fd < 256; fd++) /* nobody waits for it */
				close(fd);
			tick(&counts->process);
		} else if (write(told[1], &pid, sizeof(pid)) != sizeof(pid)) {
			_exit(1);
		}
		_exit(0);
	}
	close(told[1]);
	if (read(told[0], &pid, sizeof(pid)) != sizeof(pid))
		pid = -1;
	close(told[0]);
	wait(NULL);
	return pid;
}

struct found {
	long was; /* the invocation that left it; -1: nothing there */
	int error;
};

static struct found take(long was)
{
	return (struct found){ was, was < 0 ? errno : 0 };
}

static struct found take_file(unsigned now)
{
	char text[16] = "";
	ssize_t n = fd_slurp(AT_FDCWD, FILE_MARK, text, sizeof(text));
	struct found f = { n < 0 ? -1 : atol(text), n < 0 ? (int)-n : 0 };
	int fd _cleanup_fd_ = open(FILE_MARK, O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0600);

	snprintf(text, sizeof(text), "%u", now);
	if (fd < 0 || fd_write_all(fd, text, strlen(text)))
		f.error = errno;
	return f;
}

static struct found take_segment(unsigned now)
{
	int id = shmget(KEY, SEGMENT, 0600);
	struct found f = take(id < 0 ? -1 : 0);
	unsigned *at;

	if (id < 0)
		id = shmget(KEY, SEGMENT, 0600 | IPC_CREAT);
	at = id < 0 ? (void *)-1 : shmat(id, NULL, 0);
	if (at == (void *)-1)
		return take(-1);
	if (f.was == 0)
		f.was = *at;
	*at = now;
	shmdt(at);
	return f;
}

static struct found take_key(unsigned now)
{
	long id = syscall(SYS_keyctl, KEYCTL_SEARCH, KEY_SPEC_USER_KEYRING, "user", "ordeal-probe",
			  0);
	struct found f = take(id);
	char text[16] = "";

	if (id >= 0)
		f.was = syscall(SYS_keyctl, KEYCTL_READ, id, text, sizeof(text) - 1) > 0
				? atol(text)
				: -1;
	snprintf(text, sizeof(text), "%u", now);
	id = syscall(SYS_add_key, "user", "ordeal-probe", text, strlen(text),
		     KEY_SPEC_USER_KEYRING);
	if (id < 0)
		f.error = errno;
	else
		syscall(SYS_keyctl, KEYCTL_SET_TIMEOUT, id, TICKS * TICK_MS / 1000);
	return f;
}

static size_t put_found(char *json, size_t size, const char *name, struct found f)
{
	return (size_t)snprintf(json, size, ",\"%s\":{\"left_by\":%ld,\"errno\":%d}", name, f.was,
				f.error);
}

/* How long the counting ones counted, of the time that went by: frozen they do not. */
static size_t put_counts(char *json, size_t size)
{
	double passed = left_at ? (double)clock_ns(CLOCK_REALTIME) / 1e6 - left_at : 0;
	bool alive = counter > 0 && kill(counter, 0) == 0;
	size_t n =
		(size_t)snprintf(json, size,
				 ",\"passed_ms\":%.0f,\"process\":{\"alive\":%s,\"counted_ms\":%u}"
				 ",\"thread\":{\"alive\":%s,\"counted_ms\":%u}",
				 passed, alive ? "true" : "false", counts->process * TICK_MS,
				 threaded ? "true" : "false", counts->thread * TICK_MS);

	counts->process = counts->thread = 0;
	return n;
}

static void leave_counting(void)
{
	pthread_t t;

	if (!threaded)
		threaded = pthread_create(&t, NULL, count_in_thread, NULL) == 0;
	if (counter <= 0 || kill(counter, 0))
		counter = leave_process();
	left_at = (double)clock_ns(CLOCK_REALTIME) / 1e6;
}

size_t marks_turn(unsigned invocation, char *json, size_t size)
{
	size_t n;

	if (!counts)
		counts = mmap(NULL, sizeof(*counts), PROT_READ | PROT_WRITE,
			      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (counts == MAP_FAILED)
		return 0;
	n = (size_t)snprintf(json, size, "{\"runtime_pid\":%d", getpid());
	n += put_found(json + n, size - n, "file", take_file(invocation));
	n += put_found(json + n, size - n, "segment", take_segment(invocation));
	n += put_found(json + n, size - n, "key", take_key(invocation));
	n += put_counts(json + n, size - n);
	leave_counting();
	return n;
}
