# SPDX-License-Identifier: MIT
"""Goal:  the request that the worker is at, which it keeps in a scratch file.
Means: the file is open: the worker did not close it on exec. read(2) is all it takes, and read(2)
       is in every list of what a program may do.
"""

import os
import stat

from attack import DONE, attempting, denied, loot

HIGHEST = 256


def leaked():
    """What each regular file that we were born with holds."""
    for fd in range(3, HIGHEST):
        try:
            if stat.S_ISREG(os.fstat(fd).st_mode):
                yield os.pread(fd, 4096, 0)
        except OSError:
            pass  # nothing there


def run(_brief):
    attempting()
    found = b"\n".join(leaked())
    if not found:
        return denied("inherited files", "there are none")
    loot(found)
    return DONE


ATTACK = {
    "effect": "a file that the worker has open is read by the student",
    "means": "pread(2) of an inherited descriptor",
    "oracle": "secret:worker-fd",
    "quick": True,
    "attack_id": "T1005, CWE-403",
    "remedy": "close_range(2) before the student's program starts; close-on-exec in the worker",
    "refs": ["close_range(2)"],
    "run": run,
}
