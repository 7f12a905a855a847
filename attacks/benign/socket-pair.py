# SPDX-License-Identifier: MIT
"""socket-pair.py - two ends and select.

Sockets that reach nobody else: a pair, non-blocking, with select and selectors, and what can be
asked of it. A filter that denies "the network" by denying socket(2), socketpair(2) and their
options alike breaks this, and nothing was gained.
"""

import os
import select
import selectors
import socket

from attack import DONE

ASKED = "SO_TYPE", "SO_ERROR", "SO_DOMAIN", "SO_PROTOCOL", "SO_PEERCRED", "SO_SNDBUF", "SO_RCVBUF"


def run(brief):
    here, there = socket.socketpair()
    print(select.select([there], [here], [], 0) == ([], [here], []))
    here.sendall(b"ping")
    print(select.select([there], [], [], 5)[0] == [there], there.recv(4))
    there.setblocking(False)
    try:
        there.recv(1)
    except BlockingIOError:
        print("would block")
    with selectors.DefaultSelector() as selector:
        selector.register(there, selectors.EVENT_READ, "there")
        here.send(b"pong")
        print([key.data for key, _ in selector.select(5)], there.recv(4))
    answers = [here.getsockopt(socket.SOL_SOCKET, getattr(socket, name)) for name in ASKED[:5]]
    print(answers == [socket.SOCK_STREAM, 0, socket.AF_UNIX, 0, os.getpid()])
    sizes = [here.getsockopt(socket.SOL_SOCKET, getattr(socket, name)) for name in ASKED[5:]]
    print(min(sizes) > 4096)
    here.shutdown(socket.SHUT_WR)
    print(there.recv(1) == b"", here.family == socket.AF_UNIX)
    here.close()
    there.close()
    return DONE


ATTACK = {
    "effect": "two ends speak within one program",
    "means": "socket.socketpair, select, selectors",
    "oracle": "done",
    "id": "B30",
    "expect": "True\nTrue b'ping'\nwould block\n['there'] b'pong'\nTrue\nTrue\nTrue True\n",
    "run": run,
}
