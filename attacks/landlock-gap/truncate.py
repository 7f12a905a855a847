# SPDX-License-Identifier: MIT
"""Goal:  the content of a file outside the student's folders is gone.
Means: truncate(2). It opens nothing, so the right to write is not asked for; the right to truncate
       came with Landlock's ABI 3, and a right that a rule set does not name is allowed everywhere.
"""

import os

from attack import DONE, attempting, denied


def run(brief):
    attempting()
    try:
        os.truncate("/srv/tree/notes.txt", 0)
    except OSError as why:
        return denied("truncate", why)
    return DONE


ATTACK = {
    "effect": "a file outside the student's folders is emptied",
    "means": "truncate(2), which has a right of its own since ABI 3",
    "oracle": "tree",
    "id": "LLK-01",
    "attack_id": "T1485, CWE-693",
    "remedy": "handle every right that the kernel's ABI has: LANDLOCK_ACCESS_FS_TRUNCATE",
    "refs": ["landlock(7)", "truncate(2)", "Linux 6.2, Landlock ABI 3"],
    "run": run,
}
