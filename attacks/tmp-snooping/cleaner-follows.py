# SPDX-License-Identifier: MIT
"""cleaner-follows.py - what the cleaner makes writable is not what the student left.

Goal: a file of the platform has another mode.
Means: a link to it, in a folder from which nothing can be removed. A cleaner that meets "permission
denied", makes the name writable and tries again follows the link: it is the deputy of a student who
may not touch the file.
"""

import os

from attack import DONE, attempting, denied


def run(brief):
    attempting()
    try:
        os.mkdir(f"/tmp/{brief.name}")
        os.symlink("/srv/tree/notes.txt", f"/tmp/{brief.name}/link")
        os.chmod(f"/tmp/{brief.name}", 0o500)
    except OSError as why:
        return denied("a link in /tmp", why)
    return DONE


def victim(brief):
    return DONE


ATTACK = {
    "effect": "a file of the platform is made writable by the platform's own cleaner",
    "means": "a symbolic link in a folder of mode 0500, for a cleaner that answers with chmod(2)",
    "oracle": "tree",
    "scene": "before-victim",
    "control": "rmtree-chmod",
    "id": "TMPS-07",
    "attack_id": "T1222.002, CWE-59",
    "remedy": "a cleaner that looks at folders only, by descriptors: fchmod(2), unlinkat(2)",
    "run": run,
    "victim": victim,
}
