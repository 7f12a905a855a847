// SPDX-License-Identifier: MIT
/*
 * Goal:  a part of the kernel that no student needs.
 * Means: socket(AF_NETLINK) of the family NETLINK_XFRM, which sets up IPsec. A list of domains that lets
 *        netlink pass for its route family lets this pass too: the family is the third argument. A hole
 *        of 2026 was reached through it. The socket is made, nothing is asked.
 */
#include "attacks/attack.h"

#include <linux/netlink.h>
#include <sys/socket.h>

static enum claim run(const struct brief *b)
{
	attempting(b);
	return socket(AF_NETLINK, SOCK_RAW, NETLINK_XFRM) < 0 ? denied("socket(NETLINK_XFRM)") : hold();
}

const struct attack attack = {
	.effect = "the student's process talks to the kernel's IPsec",
	.means = "socket(AF_NETLINK) of the family NETLINK_XFRM",
	.oracle = "reach:netlink",
	.id = "KERN-07",
	.attack_id = "T1068, CWE-1125, CWE-184",
	.remedy = "sockets by an allow list of domains, not by a list of forbidden ones",
	.refs = (const char *const[]){ "netlink(7)", NULL },
	.run = run,
};
