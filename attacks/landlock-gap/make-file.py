# SPDX-License-Identifier: MIT
"""Goal:  an empty file of the student's stands outside the student's folders.
Means: mknod(2) of a regular file: nothing is opened, so that the right to write is not asked for. A
       file that only has to be there is enough for a lock, or for a package's __init__.py.
"""

import os
import stat

from attack import DONE, attempting, denied


def run(brief):
    attempting()
    try:
        os.mknod("/srv/tree/kept/__init__.py", stat.S_IFREG | 0o600)
    except OSError as why:
        return denied("mknod", why)
    return DONE


ATTACK = {
    "effect": "a file is planted outside the student's folders",
    "means": "mknod(2) of a regular file, which opens nothing",
    "oracle": "tree",
    "id": "LLK-01",
    "attack_id": "T1574, CWE-693",
    "remedy": "handle every right that the kernel's ABI has: LANDLOCK_ACCESS_FS_MAKE_REG",
    "refs": ["landlock(7)", "mknod(2)"],
    "run": run,
}
