# SPDX-License-Identifier: MIT
"""Goal:  a file outside the student's folders is gone.
Means: unlink(2). It neither reads nor writes the file, and asks for no right on it: the folder has
       a right of its own for that, and a rule set that does not name it lets everything be removed.
"""

import os

from attack import DONE, attempting, denied


def run(brief):
    attempting()
    try:
        os.unlink("/srv/tree/notes.txt")
    except OSError as why:
        return denied("unlink", why)
    return DONE


ATTACK = {
    "effect": "a file outside the student's folders is removed",
    "means": "unlink(2), a right of the folder's",
    "oracle": "tree",
    "id": "LLK-01",
    "attack_id": "T1485, CWE-693",
    "remedy": "handle every right that the kernel's ABI has: LANDLOCK_ACCESS_FS_REMOVE_FILE",
    "refs": ["landlock(7)", "unlink(2)"],
    "run": run,
}
