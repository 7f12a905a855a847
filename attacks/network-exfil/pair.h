/* SPDX-License-Identifier: MIT */
/* pair.h - one end of a pair of datagram sockets, and the name of the accomplice's. */
#ifndef ATTACKS_NETWORK_EXFIL_PAIR_H
#define ATTACKS_NETWORK_EXFIL_PAIR_H

#include "attacks/attack.h"

#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>

/* The abstract name: its first byte is NUL, and it has none at its end. */
static inline socklen_t accomplice(struct sockaddr_un *at)
{
	static const char name[] = "\0ordeal-sink";

	*at = (struct sockaddr_un){ .sun_family = AF_UNIX };
	memcpy(at->sun_path, name, sizeof(name) - 1);
	return (socklen_t)(offsetof(struct sockaddr_un, sun_path) + sizeof(name) - 1);
}

static inline int end_of_pair(void)
{
	int pair[2];

	return socketpair(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0, pair) ? -1 : pair[0];
}

#endif
