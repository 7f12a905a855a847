# SPDX-License-Identifier: MIT
"""Goal:  a file outside the student's folders has another name.
Means: rename(2). Nothing is opened, read or written: to whoever looks for it by its name the file
       is gone, and the next one of that name is the student's to choose.
"""

import os

from attack import DONE, attempting, denied


def run(brief):
    attempting()
    try:
        os.rename("/srv/tree/notes.txt", "/srv/tree/notes.old")
    except OSError as why:
        return denied("rename", why)
    return DONE


ATTACK = {
    "effect": "a file outside the student's folders is renamed",
    "means": "rename(2), a right of both folders'",
    "oracle": "tree",
    "id": "LLK-01",
    "attack_id": "T1485, CWE-693",
    "remedy": "handle every right that the kernel's ABI has: REMOVE_FILE and MAKE_REG",
    "refs": ["landlock(7)", "rename(2)"],
    "run": run,
}
