# SPDX-License-Identifier: MIT
"""children.py - many small voices.

Goal: more output than the budget.
Means: sixteen children, each of whom says no more than 4 MiB. What is counted for one process, or
by one, in a library or in the interpreter, is counted for each of them from the start.
"""

import os

from attack import DONE, attempting, denied

MIB = 1 << 20
CHILDREN = 16
LINE = b"I said next to nothing.\n"


def run(brief):
    text = LINE * (MIB // len(LINE))
    children = []
    attempting()
    try:
        for _ in range(CHILDREN):
            child = os.fork()
            if child == 0:
                try:
                    for _ in range(4):
                        os.write(1, text)
                finally:
                    os._exit(0)  # whatever was refused, it is not the parent
            children.append(child)
    except OSError as why:
        return denied("fork", why)
    finally:
        for child in children:
            os.waitpid(child, 0)
    return DONE


ATTACK = {
    "effect": "more output than the budget",
    "means": "sixteen children, 4 MiB each",
    "oracle": "usage:output",
    "attack_id": "T1499.003, CWE-400",
    "remedy": "count where it is read; a filter on the making of processes",
    "run": run,
}
