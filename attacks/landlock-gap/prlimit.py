# SPDX-License-Identifier: MIT
"""Goal:  another process of the user can open no file any more.
Means: prlimit(2) on its pid. No Landlock ABI has a right or a scope for limits: the same uid is all
       that the kernel asks for, and what is lowered cannot be raised again.
"""

import resource

from attack import DONE, attempting, denied


def run(brief):
    attempting()
    try:
        resource.prlimit(brief.decoy or brief.worker, resource.RLIMIT_NOFILE, (3, 3))
    except OSError as why:
        return denied("prlimit", why)
    return DONE


ATTACK = {
    "effect": "the limits of another process of the same user are lowered",
    "means": "prlimit(2), for which Landlock has neither right nor scope",
    "oracle": "settings",
    "id": "LLK-07",
    "attack_id": "T1489, CWE-693",
    "remedy": "seccomp: prlimit64 on oneself only; a pid namespace",
    "refs": ["landlock(7)", "prlimit(2)"],
    "run": run,
}
