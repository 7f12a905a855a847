# SPDX-License-Identifier: MIT
"""Goal:  a folder of the student's stands outside the student's folders.
Means: mkdir(2), which has a right of its own: files, folders, links and sockets are each made with
       another one. A folder that a program looks for is a place to put what it will load.
"""

import os

from attack import DONE, attempting, denied


def run(brief):
    attempting()
    try:
        os.mkdir("/srv/tree/kept/__pycache__")
    except OSError as why:
        return denied("mkdir", why)
    return DONE


ATTACK = {
    "effect": "a folder is planted outside the student's folders",
    "means": "mkdir(2), which has a right of its own",
    "oracle": "tree",
    "id": "LLK-01",
    "attack_id": "T1574, CWE-693",
    "remedy": "handle every right that the kernel's ABI has: LANDLOCK_ACCESS_FS_MAKE_DIR",
    "refs": ["landlock(7)", "mkdir(2)"],
    "run": run,
}
