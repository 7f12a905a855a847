# SPDX-License-Identifier: MIT
"""finalisers.py - work after the last line.

Goal: the worker waits longer than the exercise allows.
Means: the program is done, says so, and its result is there. Then its objects are taken down, and
each has something to do before it goes. What is raised in a __del__ is printed and dropped, so a
clock that raises ends one of them, and the next begins.
"""

import time

from attack import DONE, attempting, say

OBJECTS = 6


class Lingering:
    def __del__(self):
        time.sleep(1)


def run(brief):
    attempting()
    crowd = [Lingering() for _ in range(OBJECTS)]
    say(f"done, and {len(crowd)} to be taken down\n")
    return DONE


ATTACK = {
    "effect": "the worker waits longer than allowed",
    "means": "__del__ of objects that are taken down when the program is done",
    "oracle": "usage:time",
    "id": "CPU-12",
    "attack_id": "T1499.003, CWE-400",
    "remedy": "a clock that runs until the process is gone, in another process",
    "refs": ["https://docs.python.org/3/reference/datamodel.html#object.__del__"],
    "run": run,
}
