# SPDX-License-Identifier: MIT
"""hello-python.py - the first program of every course.

A defence under which this does not work gets no credit for what it stops.
"""

from attack import DONE


def run(brief):
    print("hello, world")
    return DONE


ATTACK = {
    "effect": "a Python program says hello",
    "means": "print()",
    "oracle": "done",
    "quick": True,
    "expect": "hello, world\n",
    "run": run,
}
