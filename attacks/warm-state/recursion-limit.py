# SPDX-License-Identifier: MIT
"""Goal:  the next student's program fails.
Means: sys.setrecursionlimit, a setting of the interpreter. Sixty frames are enough for the grader
       and for a short program, and not for an exercise in recursion.
"""

import sys

from attack import DONE, attempting, failed, honest, submit


def run(brief):
    submit("0")
    attempting()
    sys.setrecursionlimit(60)
    return DONE


def victim(brief):
    def triangle(n):
        return n + triangle(n - 1) if n else 0

    try:
        right = triangle(200) == 20100
    except RecursionError as why:
        return failed("triangle(200)", why)
    return honest(brief) if right else failed("triangle(200)", "wrong")


ATTACK = {
    "effect": "the next student's recursion is refused",
    "means": "the interpreter's recursion limit, left at sixty",
    "oracle": "grade:spoiled",
    "scene": "before-victim",
    "grader": "rpc",
    "control": "in-process",
    "id": "WARM-10",
    "attack_id": "T1499, CWE-226",
    "remedy": "a process of its own for each submission, started fresh",
    "run": run,
    "victim": victim,
}
