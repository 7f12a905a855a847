# SPDX-License-Identifier: MIT
"""Goal:  the next student's right program fails.
Means: sys.set_int_max_str_digits(). The limit is a number in the interpreter's own state, in no module's
       dictionary: who puts modules and builtins back does not see it.
"""

import sys

from attack import DONE, attempting, failed, honest, submit

LEAST = 640  # that the interpreter takes


def run(brief):
    submit("0")
    attempting()
    sys.set_int_max_str_digits(LEAST)
    return DONE


def victim(brief):
    try:
        text = str(7 ** 1000)  # 846 digits
    except ValueError as why:
        return failed("str", why)
    return honest(brief) if text.startswith("12532") else failed("str", text[:9])


ATTACK = {
    "effect": "the next student's large number cannot be printed, and the answer is marked wrong",
    "means": "a limit inside the interpreter: sys.set_int_max_str_digits()",
    "oracle": "grade:spoiled",
    "scene": "before-victim",
    "grader": "rpc",
    "control": "in-process",
    "attack_id": "T1565.003, CWE-349",
    "remedy": "a process of its own for each submission, started fresh",
    "refs": ["sys.set_int_max_str_digits"],
    "run": run,
    "victim": victim,
}
