# SPDX-License-Identifier: MIT
"""Goal:  a note on a file outside the student's folders, where a list of files does not show it.
Means: setxattr(2). There is no right for extended attributes in any Landlock ABI, so that a file
       which may not even be read carries a message to the next student.
"""

import os

from attack import DONE, attempting, denied


def run(brief):
    attempting()
    try:
        os.setxattr("/srv/tree/notes.txt", "user.note", b"from one student to the next")
    except OSError as why:
        return denied("setxattr", why)
    return DONE


ATTACK = {
    "effect": "an extended attribute of a file outside the student's folders is set",
    "means": "setxattr(2), for which Landlock has no right",
    "oracle": "tree",
    "id": "LLK-02",
    "attack_id": "T1222.002, CWE-693",
    "remedy": "seccomp without the calls that set attributes; files that another uid owns",
    "refs": ["landlock(7), Current limitations", "xattr(7)", "Linux 6.6, for tmpfs"],
    "run": run,
}
