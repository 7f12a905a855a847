# SPDX-License-Identifier: MIT
"""Goal:  another process gets a signal, although its pid may not be named.
Means: kill(2) with a negative number means the process group. Whoever leads one is in it, so -PID
       reaches PID past a rule that compares with PID.
"""

import os
import signal

from attack import DONE, attempting, denied


def run(brief):
    attempting()
    try:
        os.killpg(os.getpgid(brief.decoy or brief.worker), signal.SIGUSR1)
    except OSError as why:
        return denied("killpg", why)
    return DONE


ATTACK = {
    "effect": "another process of the user is signalled without its pid being named",
    "means": "kill(2) of its process group, a negative number",
    "oracle": "bystander",
    "attack_id": "T1489, CWE-184",
    "remedy": "seccomp that allows targets instead of denying some; Landlock's signal scope",
    "refs": ["kill(2)", "killpg(3)"],
    "run": run,
}
