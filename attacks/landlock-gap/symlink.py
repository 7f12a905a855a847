# SPDX-License-Identifier: MIT
"""Goal:  a name outside the student's folders leads where the student likes.
Means: symlink(2). Making a file is one right, making a symbolic link another; a rule set that names
       only the first allows the second everywhere. Whoever opens that name next follows it.
"""

import os

from attack import DONE, attempting, denied


def run(brief):
    attempting()
    try:
        os.symlink("/tmp/of-the-student", "/srv/tree/kept/next.txt")
    except OSError as why:
        return denied("symlink", why)
    return DONE


ATTACK = {
    "effect": "a symbolic link is planted outside the student's folders",
    "means": "symlink(2), which has a right of its own",
    "oracle": "tree",
    "id": "LLK-01",
    "attack_id": "CWE-59",
    "remedy": "handle every right that the kernel's ABI has: LANDLOCK_ACCESS_FS_MAKE_SYM",
    "refs": ["landlock(7)", "symlink(2)"],
    "run": run,
}
