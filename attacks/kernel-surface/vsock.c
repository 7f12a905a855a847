// SPDX-License-Identifier: MIT
/*
 * Goal:  a part of the kernel that no student needs.
 * Means: socket(AF_VSOCK): the line between a virtual machine and whoever runs it. It belongs to no
 *        network namespace and to no firewall, and lists of forbidden domains have the two that
 *        mean the internet. The socket is made, nobody is called.
 */
#include "attacks/attack.h"

#include <sys/socket.h>

static enum claim run(const struct brief *b)
{
	attempting(b);
	return socket(AF_VSOCK, SOCK_STREAM, 0) < 0 ? denied("socket(AF_VSOCK)") : hold();
}

const struct attack attack = {
	.effect = "the student's process may call the hypervisor, past every network namespace",
	.means = "socket(AF_VSOCK), which a list of forbidden domains does not have",
	.oracle = "reach:vsock",
	.needs = NEED_VSOCK,
	.id = "KERN-07",
	.attack_id = "T1068, T1611, CWE-1125, CWE-184",
	.remedy = "sockets by an allow list of domains, not by a list of forbidden ones",
	.refs = (const char *const[]){ "vsock(7)", NULL },
	.run = run,
};
