# SPDX-License-Identifier: MIT
"""closed-stderr.py - the platform is left without a place to complain.

Goal: the next student gets no turn.
Means: who runs students in its own process reports their errors there too. This one closes stderr,
the object, and makes an error: the report of it is an error itself, in a place where nobody expects
one any more, and the worker ends.
"""

import sys

from attack import attempting


def run(brief):
    attempting()
    sys.stderr.close()
    raise ValueError("who will hear of this?")


ATTACK = {
    "effect": "the worker dies of reporting an error",
    "means": "sys.stderr is closed, and an exception left to the worker to print",
    "oracle": "victim",
    "scene": "before-victim",
    "control": "in-process",
    "id": "OUT-10",
    "attack_id": "T1499.004, CWE-755",
    "remedy": "a process of its own for the program; a worker that trusts no object it has touched",
    "run": run,
}
