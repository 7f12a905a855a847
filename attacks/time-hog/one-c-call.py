# SPDX-License-Identifier: MIT
"""one-c-call.py - a hog between two lines of Python.

Goal: more of the processor than the exercise allows.
Means: Python runs a signal's handler between two instructions, and a thread that watches gets its
turn there too. Here the loop is inside one call: filter, iter and a comparison are all written in
C, so between the first round and the last there is no instruction, and signal.alarm's handler
waits.
"""

import time

from attack import DONE, attempting

SECONDS = 9


def run(brief):
    end = time.monotonic() + SECONDS
    attempting()
    next(filter(end.__lt__, iter(time.monotonic, None)))
    return DONE


ATTACK = {
    "effect": "more time of the processor than allowed",
    "means": "one call that loops in C: no signal handler and no other thread gets its turn",
    "oracle": "usage:cpu",
    "id": "CPU-06",
    "attack_id": "T1499.003, CWE-400",
    "remedy": "a limit that the kernel enforces, or a clock in another process, with SIGKILL",
    "refs": ["https://docs.python.org/3/library/signal.html#execution-of-python-signal-handlers"],
    "run": run,
}
