# SPDX-License-Identifier: MIT
"""Goal:  another process gets one processor, the one that the student keeps busy.
Means: sched_setaffinity(2) takes a pid, and the same user may set it.
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
    "effect": "another process is kept to one processor",
    "means": "sched_setaffinity(2) with a pid",
    "oracle": "settings",
    "id": "PEER-12",
    "attack_id": "T1499, CWE-668",
    "remedy": "seccomp: an allow list without it; a user of one's own; a pid namespace",
    "refs": ["sched_setaffinity(2)"],
    "run": run,
}
