# SPDX-License-Identifier: MIT
"""Goal:  the next student's right answer becomes wrong.
Means: the decimal context. Precision is a setting of the thread, not of the program, so three
       digits for one student are three digits for the next. Nothing is replaced and nothing is
       patched: a comparison of modules and builtins with a clean copy shows no difference.
"""

import decimal

from attack import DONE, attempting, failed, honest, submit


def run(brief):
    submit("0")
    attempting()
    decimal.getcontext().prec = 3
    return DONE


def victim(brief):
    root = decimal.Decimal(2).sqrt()
    right = str(root) == "1.414213562373095048801688724"
    return honest(brief) if right else failed("the root of 2", root)


ATTACK = {
    "effect": "the next student's calculation is inexact and marked wrong",
    "means": "the precision of the thread's decimal context",
    "oracle": "grade:spoiled",
    "scene": "before-victim",
    "grader": "rpc",
    "control": "in-process",
    "quick": True,
    "id": "WARM-07",
    "attack_id": "T1565.003, CWE-226",
    "remedy": "a process of its own for each submission, started fresh",
    "refs": ["decimal.getcontext"],
    "run": run,
    "victim": victim,
}
