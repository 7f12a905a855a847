// SPDX-License-Identifier: MIT
/*
 * Goal:  a part of the kernel that no student needs.
 * Means: socket(2) for every odd domain there is, with every type. Each is a subsystem of its own,
 * most of them rarely used and seldom read. To ask for one that is not there makes the kernel load
 *        its module, which would outlive the arena: hence only those that /proc/net lists.
 */
#include "attacks/attack.h"

#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static const struct {
	const char *protocol; /* as /proc/net/protocols has it, at the beginning of a line */
	int domain;
} odd[] = {
	{ "\nAF_VSOCK ", AF_VSOCK }, { "\nALG ", AF_ALG },     { "\nKEY ", AF_KEY },
	{ "\nTIPC ", AF_TIPC },	     { "\nXDP ", AF_XDP },     { "\nQIPCRTR ", AF_QIPCRTR },
	{ "\nKCM ", AF_KCM },	     { "\nCAN_RAW ", AF_CAN }, { "\nRDS ", AF_RDS },
	{ "\nX25 ", AF_X25 },	     { "\nNFC ", AF_NFC },
};

/* Sockets of one domain, of every type that it has; they stay open. How many. */
static int open_all(int domain)
{
	static const int types[] = { SOCK_STREAM, SOCK_DGRAM, SOCK_RAW, SOCK_SEQPACKET };
	int opened = 0;

	for (size_t t = 0; t < sizeof(types) / sizeof(*types); t++)
		opened += socket(domain, types[t], 0) >= 0;
	return opened;
}

static enum claim run(const struct brief *b)
{
	static char list[16384];
	int fd = open("/proc/net/protocols", O_RDONLY | O_CLOEXEC), opened = 0;

	if (fd < 0 || read(fd, list, sizeof(list) - 1) <= 0)
		return failed("/proc/net/protocols");
	attempting(b);
	for (size_t i = 0; i < sizeof(odd) / sizeof(*odd); i++)
		if (strstr(list, odd[i].protocol))
			opened += open_all(odd[i].domain);
	return opened ? hold() : denied("socket, of every odd domain");
}

const struct attack attack = {
	.effect = "the student's process has a socket of a kind that hardly anybody uses",
	.means = "socket(2) for one domain after the other: VSOCK, KEY, TIPC, CAN, ALG, ...",
	.oracle = "reach:odd-socket",
	.id = "KERN-07",
	.attack_id = "T1068, CWE-1125, CWE-184",
	.remedy = "sockets by an allow list of domains, not by a list of forbidden ones",
	.refs = (const char *const[]){ "socket(2)", "vsock(7)", NULL },
	.run = run,
};
