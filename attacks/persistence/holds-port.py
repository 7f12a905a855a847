# SPDX-License-Identifier: MIT
"""Goal:  the next student's server cannot start, and its clients talk to somebody else.
Means: a survivor that listens on the port that the exercise asks for. A listening socket is in no
       folder; it lasts as long as its process.
"""

import errno
import os
import socket
import time

from attack import DONE, attempting, denied, failed

LIFE = 4
PORT = 8888


def listen():
    server = socket.socket()
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    server.bind(("127.0.0.1", PORT))
    server.listen()
    return server


def run(_brief):
    attempting()
    try:
        server = listen()
        child = os.fork()
    except OSError as why:
        return denied("a server and a process to run it", why)
    if child == 0:
        os.setsid()
        os.closerange(0, server.fileno())
        os.closerange(server.fileno() + 1, 1024)
        time.sleep(LIFE)
        os._exit(0)
    return DONE


def victim(_brief):
    """An exercise with a little server; where sockets are refused it is done on paper."""
    try:
        listen().close()
    except OSError as why:
        if why.errno == errno.EADDRINUSE:
            return failed("bind", why)
    return DONE


ATTACK = {
    "effect": "the next student's server cannot have its port",
    "means": "a survivor that listens on it",
    "oracle": "victim",
    "scene": "before-victim",
    "attack_id": "T1499, T1543, CWE-459",
    "remedy": "end every process of a run before the next starts; no sockets",
    "refs": ["bind(2)", "EADDRINUSE in ip(7)"],
    "run": run,
    "victim": victim,
}
