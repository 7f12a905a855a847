# SPDX-License-Identifier: MIT
"""Goal:  another process gets a signal, although kill(2) is denied.
Means: pidfd_send_signal(2), newer than most lists. Python has it in its standard library.
"""

import os
import signal

from attack import DONE, attempting, denied


def run(brief):
    attempting()
    try:
        bystander = os.pidfd_open(brief.decoy or brief.worker)
        signal.pidfd_send_signal(bystander, signal.SIGUSR1)
    except OSError as why:
        return denied("pidfd_send_signal", why)
    return DONE


ATTACK = {
    "effect": "another process of the user is signalled although kill(2) is denied",
    "means": "pidfd_open(2) and pidfd_send_signal(2), which lists of kill(2) forget",
    "oracle": "bystander",
    "id": "SCF-10",
    "attack_id": "T1489, CWE-184",
    "remedy": "an allow list of system calls; Landlock's signal scope; a pid namespace",
    "refs": ["pidfd_send_signal(2)", "landlock(7), Scope flags"],
    "run": run,
}
