# SPDX-License-Identifier: MIT
"""Goal:  the next student's program fails.
Means: the filters of the warnings module. What is to become of a warning is decided for the whole
       interpreter; "error" raises it where it is given. A call that has worked for years, and is
       to be replaced some day, ends the next student's program.
"""

import warnings

from attack import DONE, attempting, failed, honest, submit


def run(brief):
    submit("0")
    attempting()
    warnings.simplefilter("error")
    return DONE


def average(numbers):
    """From the course's library."""
    warnings.warn("average() is now called mean()", DeprecationWarning, stacklevel=2)
    return sum(numbers) / len(numbers)


def victim(brief):
    try:
        mean = average([3, 5, 7])
    except Warning as why:
        return failed("average", why)
    return honest(brief) if mean == 5 else failed("average", mean)


ATTACK = {
    "effect": "a warning ends the next student's program, which goes without a right mark",
    "means": "a filter of the warnings module that makes errors of all of them",
    "oracle": "grade:spoiled",
    "scene": "before-victim",
    "grader": "rpc",
    "control": "in-process",
    "attack_id": "T1499, CWE-471",
    "remedy": "a process of its own for each submission, started fresh",
    "refs": ["warnings.simplefilter"],
    "run": run,
    "victim": victim,
}
