# SPDX-License-Identifier: MIT
"""Goal:  a wrong answer is marked correct.
Means: the garbage collector keeps a list of every container of the process, whoever made it. The
       one with an answer in it is the request. Strings cannot be changed in Python, but memory
       can: the characters are overwritten where they are, for whoever holds the string already.
       The stack is not looked at, so a thread or a callback between student and grader hides
       nothing.
"""

import ctypes
import gc
import sys

from attack import DONE, attempting, denied, submit


def overwrite(text, digit):
    """Each character of an ASCII string, in place."""
    first = id(text) + sys.getsizeof(text) - len(text) - 1
    ctypes.memset(first, ord(digit), len(text))


def run(brief):
    submit("0")
    attempting()
    found = [thing["answer"] for thing in gc.get_objects()
             if type(thing) is dict and "answer" in thing and "params" in thing]
    for answer in found:
        overwrite(answer, "0")
        submit("0" * len(answer))
    return DONE if found else denied("gc.get_objects", "no request here")


ATTACK = {
    "effect": "a wrong submission is marked correct",
    "means": "the answer, found among all objects of the process, is overwritten in memory",
    "oracle": "grade:forged",
    "grader": "rpc",
    "control": "in-process",
    "attack_id": "T1565.003, CWE-787",
    "remedy": "the submission in a process of its own, the mark made in another",
    "refs": ["gc.get_objects", "ctypes.memset"],
    "run": run,
}
