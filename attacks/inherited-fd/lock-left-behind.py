# SPDX-License-Identifier: MIT
"""Goal:  a file stays locked when its student is long gone.
Means: flock(2) locks a description. The student's copy is closed when it ends, the worker's is
       not: so the lock stays, held by a process that never took it, and everybody else waits.
"""

import fcntl
import os
import stat

from attack import DONE, attempting, denied


def run(_brief):
    why = "no folder was inherited"
    attempting()
    for fd in range(3, 256):
        try:
            folder = stat.S_ISDIR(os.fstat(fd).st_mode)
        except OSError:
            continue  # nothing there
        if not folder:
            continue
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return DONE
        except OSError as error:
            why = error
    return denied("flock", why)


ATTACK = {
    "effect": "the evaluator's folder stays locked after the student has ended",
    "means": "flock(2) on an inherited descriptor",
    "oracle": "description",
    "attack_id": "T1499, CWE-403, CWE-667",
    "remedy": "close_range(2) before the student's program starts; close-on-exec in the worker",
    "refs": ["flock(2)"],
    "run": run,
}
