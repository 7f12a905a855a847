# SPDX-License-Identifier: MIT
"""message-that-exits.py - an error message that is a program.

Goal: the next student gets no turn.
Means: to print an exception is to ask it for its text and for its cause, and both are the
student's code: it runs in the handler, after the guard that would have caught what it raises. What
it raises is SystemExit. print() asks for the text; Python's own traceback catches whatever that
raises, but not what the cause does.
"""

import sys

from attack import attempting


def end(_self):
    sys.exit("the report ends here, and who writes it too")


class Message(Exception):
    __str__ = end
    __cause__ = property(end)


def run(brief):
    attempting()
    raise Message


ATTACK = {
    "effect": "the worker dies of reporting an error",
    "means": "an exception whose __str__ and __cause__ raise SystemExit while the worker prints it",
    "oracle": "victim",
    "scene": "before-victim",
    "control": "in-process",
    "attack_id": "T1499.004, CWE-755",
    "remedy": "a process of its own; nothing of a student's object is called outside",
    "run": run,
}
