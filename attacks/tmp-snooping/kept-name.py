# SPDX-License-Identifier: MIT
"""kept-name.py - the cleaner has a list of names that it leaves alone.

Goal: another student's work.
Means: while a submission runs, the platform's request files lie in /tmp/shimmy, so whoever empties
/tmp keeps that name. A cleaner that looks at names only keeps it in every folder that it empties:
what the student before left in a folder called "shimmy" is still there.
"""

import os

from attack import DONE, attempting, denied, failed, loot

KEPT = "/dev/shm/shimmy", "/dev/shm/.sweep-0"  # where a cleaner puts what lies deep


def run(brief):
    found, why = False, "nothing left"
    attempting()
    for folder in KEPT:
        try:
            with open(f"{folder}/{brief.name}", "rb") as file:
                loot(file.read())
            found = True
        except OSError as error:
            why = error
    return DONE if found else denied("open", why)


def victim(brief):
    kept, why = False, None
    for folder in *KEPT, ".":  # ".": who may write nowhere else has a folder of one's own
        try:
            os.makedirs(folder, 0o700, exist_ok=True)
            with open(f"{folder}/{brief.name}", "w") as file:
                file.write(brief.secret)
            kept = True
        except OSError as error:
            why = error
    return DONE if kept else failed("mkdir", why)


ATTACK = {
    "effect": "the next student reads the last one's file",
    "means": "a folder in /dev/shm of the name that the cleaner of /tmp keeps",
    "oracle": "secret:victim",
    "scene": "after-victim",
    "attack_id": "T1074.001, CWE-459",
    "remedy": "keep by place, not by name",
    "run": run,
    "victim": victim,
}
