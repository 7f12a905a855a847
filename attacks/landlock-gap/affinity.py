# SPDX-License-Identifier: MIT
"""Goal:  another process of the user runs on one processor only, the one that is kept busy.
Means: sched_setaffinity(2) on its pid. No Landlock ABI has a right or a scope for it.
"""

import os

from attack import DONE, attempting, denied, failed


def run(brief):
    target = brief.decoy or brief.worker
    processors = os.sched_getaffinity(0)
    if len(processors) < 2:
        return failed("sched_setaffinity", "there is one processor only")
    attempting()
    try:
        os.sched_setaffinity(target, {min(processors)})
    except OSError as why:
        return denied("sched_setaffinity", why)
    return DONE


ATTACK = {
    "effect": "another process of the same user is kept to one processor",
    "means": "sched_setaffinity(2), for which Landlock has neither right nor scope",
    "oracle": "settings",
    "id": "LLK-07",
    "attack_id": "T1499, CWE-693",
    "remedy": "seccomp: sched_setaffinity on oneself only; a pid namespace",
    "refs": ["landlock(7)", "sched_setaffinity(2)"],
    "run": run,
}
