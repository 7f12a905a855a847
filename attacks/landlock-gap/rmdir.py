# SPDX-License-Identifier: MIT
"""Goal:  a folder outside the student's folders is gone.
Means: rmdir(2). Files and folders are removed by two different rights. An empty folder may be a
       place where somebody waits for a file, or a lock.
"""

import os

from attack import DONE, attempting, denied


def run(brief):
    attempting()
    try:
        os.rmdir("/srv/tree/inbox")
    except OSError as why:
        return denied("rmdir", why)
    return DONE


ATTACK = {
    "effect": "a folder outside the student's folders is removed",
    "means": "rmdir(2), a right of the folder's, but another one than for files",
    "oracle": "tree",
    "id": "LLK-01",
    "attack_id": "T1485, CWE-693",
    "remedy": "handle every right that the kernel's ABI has: LANDLOCK_ACCESS_FS_REMOVE_DIR",
    "refs": ["landlock(7)", "rmdir(2)"],
    "run": run,
}
