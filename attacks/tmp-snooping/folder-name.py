# SPDX-License-Identifier: MIT
"""folder-name.py - a secret that is only a name.

Goal: another student's work.
Means: an empty folder, called after what it was for: a user, a token, a result. A cleaner of files
(`find /tmp -type f -delete`, os.remove in a loop) leaves the folders, and the names tell.
"""

import os

from attack import DONE, attempting, denied, failed, loot


def run(brief):
    attempting()
    try:
        left = os.listdir(f"/tmp/{brief.name}")
    except OSError as why:
        return denied("listdir", why)
    loot("\n".join(left))
    return DONE


def victim(brief):
    for folder in "/tmp", ".":  # where /tmp is out of reach, the student's own folder
        try:
            os.makedirs(f"{folder}/{brief.name}/{brief.secret}")
            return DONE
        except OSError as error:
            why = error
    return failed("mkdir", why)


ATTACK = {
    "effect": "the next student reads what the last one left",
    "means": "the name of an empty folder, where the cleaner removed only files",
    "oracle": "secret:victim",
    "scene": "after-victim",
    "id": "TMPS-01",
    "attack_id": "T1083, CWE-459",
    "remedy": "remove folders too, and verify that nothing is left",
    "run": run,
    "victim": victim,
}
