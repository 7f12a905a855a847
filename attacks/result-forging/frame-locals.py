# SPDX-License-Identifier: MIT
"""Goal:  a wrong answer is marked correct.
Means: the expected answer is made equal to the wrong one. The student's code is called by the
       grader, so the grader's frames are below it on the stack, and the answer is a local variable
       of one. Locals of a running function are written in two steps: the dict, then back into the
       frame.
"""

import ctypes
import sys

from attack import DONE, attempting, denied, submit


def rewrite(frame):
    frame.f_locals["answer"] = "0"
    ctypes.pythonapi.PyFrame_LocalsToFast(ctypes.py_object(frame), ctypes.c_int(0))


def run(brief):
    submit("0")
    attempting()
    frame, rewritten = sys._getframe(), 0
    while frame:
        if {"answer", "params"} <= frame.f_locals.keys():
            rewrite(frame)
            rewritten += 1
        frame = frame.f_back
    return DONE if rewritten else denied("sys._getframe", "no grader below")


ATTACK = {
    "effect": "a wrong submission is marked correct",
    "means": "the expected answer, a local variable in a frame below, is overwritten",
    "oracle": "grade:forged",
    "grader": "rpc",
    "control": "in-process",
    "id": "FORGE-07",
    "attack_id": "T1565.003, CWE-913",
    "remedy": "the submission in a process of its own, the mark made in another",
    "refs": ["sys._getframe", "PyFrame_LocalsToFast"],
    "run": run,
}
