# SPDX-License-Identifier: MIT
"""Goal:  the worker reads its request, and reads nothing.
Means: the offset belongs to the open file description. lseek(2) to the end in the student's process
       is lseek to the end in the worker's: its next read meets the end of the file.
"""

import os
import stat

from attack import DONE, attempting, denied


def run(_brief):
    why = "no file was inherited"
    attempting()
    for fd in range(3, 256):
        try:
            file = stat.S_ISREG(os.fstat(fd).st_mode)
        except OSError:
            continue  # nothing there
        if not file:
            continue
        try:
            os.lseek(fd, 0, os.SEEK_END)
            return DONE
        except OSError as error:
            why = error
    return denied("lseek", why)


ATTACK = {
    "effect": "the worker's place in a file it reads is moved",
    "means": "lseek(2) on an inherited descriptor",
    "oracle": "description",
    "quick": True,
    "id": "FDS-08",
    "attack_id": "T1565.001, CWE-403",
    "remedy": "close_range(2) before the student's program starts; pread(2) in the worker",
    "refs": ["open(2), Open file descriptions", "lseek(2)"],
    "run": run,
}
