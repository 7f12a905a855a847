# SPDX-License-Identifier: MIT
"""socket-pair.py - two ends and select.

Sockets that reach nobody else: a pair, non-blocking, with select and selectors. A filter that denies
"the network" by denying socket(2), socketpair(2) and their options alike breaks this, and nothing was
gained.
"""

import select
import selectors
import socket

from attack import DONE


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
    "expect": "True\nTrue b'ping'\nwould block\n['there'] b'pong'\nTrue True\n",
    "run": run,
}
