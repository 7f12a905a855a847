# SPDX-License-Identifier: MIT
"""Goal:  the grader cannot serve the next student.
Means: setrlimit(2) with a hard limit. Lowering needs no privilege, raising does: a warm process
       that was allowed no new descriptor can never open a file again, and no clean-up in Python
       mends it.
"""

import os
import resource

from attack import DONE, attempting, denied, submit


def run(brief):
    submit("0")
    attempting()
    try:
        next_free = os.dup(0)
        os.close(next_free)
        resource.setrlimit(resource.RLIMIT_NOFILE, (next_free, next_free))
    except (OSError, ValueError) as why:
        return denied("setrlimit", why)
    return DONE


ATTACK = {
    "effect": "the warm process cannot open a file any more: the next student goes without a mark",
    "means": "a hard RLIMIT_NOFILE below what is in use",
    "oracle": "grade:spoiled",
    "scene": "before-victim",
    "grader": "rpc",
    "control": "in-process",
    "id": "WARM-09",
    "attack_id": "T1499, CWE-770",
    "remedy": "a process of its own for each submission: limits end with it",
    "refs": ["setrlimit(2)"],
    "run": run,
}
