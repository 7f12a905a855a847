# SPDX-License-Identifier: MIT
"""message-that-exits.py - an error message that is a program.

Goal: the next student gets no turn.
Means: to print an exception is to call its __str__, and that is the student's code: it runs in
the handler, after the guard that would have caught what it raises. What it raises is SystemExit.
"""

import sys

from attack import attempting


class Message(Exception):
    def __str__(self):
        sys.exit("the report ends here, and who writes it too")


def run(brief):
    attempting()
    raise Message


ATTACK = {
    "effect": "the worker dies of reporting an error",
    "means": "an exception whose __str__ raises SystemExit while the worker prints it",
    "oracle": "victim",
    "scene": "before-victim",
    "control": "in-process",
    "attack_id": "T1499.004, CWE-755",
    "remedy": "a process of its own; nothing of a student's object is called outside",
    "run": run,
}
