// SPDX-License-Identifier: MIT
/*
 * sockets - which families open. Nothing is connected, but a listener of this program's own on the
 * loopback; so nothing leaves.
 */
#include "probe/groups.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/netlink.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#ifndef AF_RXRPC
#define AF_RXRPC 33
#endif
#ifndef AF_XDP
#define AF_XDP 44
#endif

#define ASK_SOCKET(function, family, type, protocol)                                               \
	static void function(struct answer *a)                                                     \
	{                                                                                          \
		DO(a, "socket(" #family ", " #type ")",                                            \
		   socket(family, (type) | SOCK_CLOEXEC, protocol));                               \
	}

ASK_SOCKET(ask_unix, AF_UNIX, SOCK_STREAM, 0)
ASK_SOCKET(ask_inet, AF_INET, SOCK_STREAM, 0)
ASK_SOCKET(ask_inet_dgram, AF_INET, SOCK_DGRAM, 0)
ASK_SOCKET(ask_inet6, AF_INET6, SOCK_STREAM, 0)
ASK_SOCKET(ask_raw, AF_INET, SOCK_RAW, IPPROTO_ICMP)
ASK_SOCKET(ask_ping, AF_INET, SOCK_DGRAM, IPPROTO_ICMP)
ASK_SOCKET(ask_packet, AF_PACKET, SOCK_RAW, 0)
ASK_SOCKET(ask_packet_dgram, AF_PACKET, SOCK_DGRAM, 0)
ASK_SOCKET(ask_route, AF_NETLINK, SOCK_RAW, NETLINK_ROUTE)
ASK_SOCKET(ask_xfrm, AF_NETLINK, SOCK_RAW, NETLINK_XFRM)
ASK_SOCKET(ask_netfilter, AF_NETLINK, SOCK_RAW, NETLINK_NETFILTER)
ASK_SOCKET(ask_audit, AF_NETLINK, SOCK_RAW, NETLINK_AUDIT)
ASK_SOCKET(ask_uevent, AF_NETLINK, SOCK_RAW, NETLINK_KOBJECT_UEVENT)
ASK_SOCKET(ask_alg, AF_ALG, SOCK_SEQPACKET, 0)
ASK_SOCKET(ask_rxrpc, AF_RXRPC, SOCK_DGRAM, AF_INET)
ASK_SOCKET(ask_vsock, AF_VSOCK, SOCK_STREAM, 0)
ASK_SOCKET(ask_key, AF_KEY, SOCK_RAW, 2)
ASK_SOCKET(ask_bluetooth, AF_BLUETOOTH, SOCK_RAW, 1)
ASK_SOCKET(ask_can, AF_CAN, SOCK_RAW, 1)
ASK_SOCKET(ask_tipc, AF_TIPC, SOCK_STREAM, 0)
ASK_SOCKET(ask_xdp, AF_XDP, SOCK_RAW, 0)
ASK_SOCKET(ask_sctp, AF_INET, SOCK_STREAM, 132)
ASK_SOCKET(ask_mptcp, AF_INET, SOCK_STREAM, 262)

static void ask_pair(struct answer *a)
{
	int pair[2];

	DO(a, "socketpair(AF_UNIX)", socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair));
}

static void ask_abstract(struct answer *a)
{
	struct sockaddr_un at = { AF_UNIX, "" }; /* a name of the kernel's choice, none on disk */
	int fd;

	if (DO(a, "socket(AF_UNIX)", fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)))
		DO(a, "bind(2) to an abstract name",
		   bind(fd, (struct sockaddr *)&at, sizeof(at.sun_family)));
}

/* Listen on 127.0.0.1, and dial that. */
static void ask_loopback(struct answer *a)
{
	struct sockaddr_in at = { AF_INET, 0, { htonl(INADDR_LOOPBACK) }, { 0 } };
	socklen_t n = sizeof(at);
	int fd, dial;

	if (DO(a, "socket(AF_INET)", fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) &&
	    DO(a, "bind(127.0.0.1)", bind(fd, (struct sockaddr *)&at, n)) &&
	    DO(a, "listen(2)", listen(fd, 1)) &&
	    DO(a, "getsockname(2)", getsockname(fd, (struct sockaddr *)&at, &n)) &&
	    DO(a, "socket(AF_INET)", dial = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)))
		DO(a, "connect(2) to our own listener", connect(dial, (struct sockaddr *)&at, n));
}

static void ask_low_port(struct answer *a)
{
	struct sockaddr_in at = { AF_INET, htons(1), { htonl(INADDR_LOOPBACK) }, { 0 } };
	int fd;

	if (DO(a, "socket(AF_INET)", fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)))
		DO(a, "bind(127.0.0.1:1)", bind(fd, (struct sockaddr *)&at, sizeof(at)));
}

static void ask_interfaces(struct answer *a)
{
	struct if_nameindex *list;

	about_to(a, "if_nameindex(3)");
	list = if_nameindex();
	if (!came_to(a, list ? 0 : -1))
		return;
	for (struct if_nameindex *i = list; i->if_index; i++)
		answer_item(a, i->if_name, "yes");
	answer_number(a, a->items);
}

static const struct question questions[] = {
	{ "unix", ask_unix, .what = "AF_UNIX" },
	{ "socketpair", ask_pair, .what = "... a pair" },
	{ "abstract", ask_abstract, .what = "... an abstract name" },
	{ "inet", ask_inet, .what = "AF_INET, stream" },
	{ "inet_datagram", ask_inet_dgram, .what = "AF_INET, datagram" },
	{ "inet6", ask_inet6, .what = "AF_INET6" },
	{ "loopback", ask_loopback, .what = "listening on 127.0.0.1 and dialling it" },
	{ "low_port", ask_low_port, .what = "a port below 1024" },
	{ "interfaces", ask_interfaces, .what = "network interfaces" },
	{ "ping", ask_ping, .what = "ICMP without privilege" },
	{ "raw", ask_raw, .what = "SOCK_RAW" },
	{ "packet", ask_packet, .what = "AF_PACKET" },
	{ "packet_datagram", ask_packet_dgram, .what = "AF_PACKET, datagram" },
	{ "netlink_route", ask_route, .what = "NETLINK_ROUTE" },
	{ "netlink_xfrm", ask_xfrm, .what = "NETLINK_XFRM" },
	{ "netlink_netfilter", ask_netfilter, .what = "NETLINK_NETFILTER" },
	{ "netlink_audit", ask_audit, .what = "NETLINK_AUDIT" },
	{ "netlink_uevent", ask_uevent, .what = "NETLINK_KOBJECT_UEVENT" },
	{ "alg", ask_alg, .what = "AF_ALG" },
	{ "rxrpc", ask_rxrpc, .what = "AF_RXRPC" },
	{ "vsock", ask_vsock, .what = "AF_VSOCK" },
	{ "key", ask_key, .what = "AF_KEY" },
	{ "bluetooth", ask_bluetooth, .what = "AF_BLUETOOTH" },
	{ "can", ask_can, .what = "AF_CAN" },
	{ "tipc", ask_tipc, .what = "AF_TIPC" },
	{ "xdp", ask_xdp, .what = "AF_XDP" },
	{ "sctp", ask_sctp, .what = "SCTP" },
	{ "mptcp", ask_mptcp, .what = "MPTCP" },
	{ .name = NULL },
};

const struct group group_sockets = { "sockets", "Sockets", questions };
