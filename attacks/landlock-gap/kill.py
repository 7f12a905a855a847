# SPDX-License-Identifier: MIT
"""Goal:  another process of the user stops.
Means: kill(2). Rules on files say nothing about processes: a restricted one may signal all of its
       uid. The scope that forbids it came with Landlock's ABI 6.
"""

import os
import signal

from attack import DONE, attempting, denied


def run(brief):
    attempting()
    try:
        os.kill(brief.decoy or brief.worker, signal.SIGSTOP)
    except OSError as why:
        return denied("kill", why)
    return DONE


ATTACK = {
    "effect": "another process of the same user is stopped",
    "means": "kill(2), which has a scope of its own since ABI 6",
    "oracle": "bystander",
    "id": "LLK-06",
    "attack_id": "T1489, CWE-693",
    "remedy": "LANDLOCK_SCOPE_SIGNAL; a pid namespace",
    "refs": ["landlock(7)", "Linux 6.12, Landlock ABI 6"],
    "run": run,
}
