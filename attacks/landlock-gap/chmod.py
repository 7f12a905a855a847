# SPDX-License-Identifier: MIT
"""Goal:  everybody may write to a file outside the student's folders.
Means: chmod(2). There is no right for it in any Landlock ABI: whose uid owns the file decides, and
       all students have the same.
"""

import os

from attack import DONE, attempting, denied


def run(brief):
    attempting()
    try:
        os.chmod("/srv/tree/notes.txt", 0o666)
    except OSError as why:
        return denied("chmod", why)
    return DONE


ATTACK = {
    "effect": "the mode of a file outside the student's folders is changed",
    "means": "chmod(2), for which Landlock has no right",
    "oracle": "tree",
    "quick": True,
    "id": "LLK-02",
    "attack_id": "T1222.002, CWE-732",
    "remedy": "seccomp without the calls that change modes; files that another uid owns",
    "refs": ["landlock(7), Current limitations", "chmod(2)"],
    "run": run,
}
