# SPDX-License-Identifier: MIT
"""Goal:  the worker, the one who marks, dies in the middle of its work.
Means: kill(2) with SIGKILL. The same user may signal it; a worker that makes itself non-dumpable
       is safe from being read, not from this.
"""

import os
import signal

from attack import DONE, attempting, denied


def run(brief):
    attempting()
    try:
        os.kill(brief.worker, signal.SIGKILL)
    except OSError as why:
        return denied("kill", why)
    return DONE


ATTACK = {
    "effect": "the worker is killed by the student that it marks",
    "means": "plain kill(2) with SIGKILL",
    "oracle": "bystander",
    "quick": True,
    "id": "PEER-01",
    "attack_id": "T1489, CWE-668",
    "remedy": "seccomp on the target of kill(2); Landlock's signal scope; a pid namespace",
    "refs": ["kill(2)", "landlock(7), Scope flags"],
    "run": run,
}
