# SPDX-License-Identifier: MIT
"""kept-folder.py - the name that the cleaner keeps is free.

Goal: another student's work.
Means: while a submission runs, the platform's request files may lie in /tmp/shimmy, so the cleaner
keeps that place. Where the platform has no such folder, a student can make it.
"""

import os

from attack import DONE, attempting, denied, failed, loot

KEPT = "/tmp/shimmy"


def run(brief):
    attempting()
    try:
        with open(f"{KEPT}/{brief.name}", "rb") as file:
            loot(file.read())
    except OSError as error:
        return denied("open", error)
    return DONE


def victim(brief):
    why = None
    for folder in KEPT, ".":
        try:
            os.makedirs(folder, 0o700, exist_ok=True)
            with open(f"{folder}/{brief.name}", "w") as file:
                file.write(brief.secret)
            return DONE
        except OSError as error:
            why = error
    return failed("mkdir", why)


ATTACK = {
    "effect": "the next student reads the last one's file",
    "means": "the folder that the cleaner of /tmp keeps, made by a student",
    "oracle": "secret:victim",
    "scene": "after-victim",
    "attack_id": "T1074.001, CWE-459",
    "remedy": "keep only what was there before the run",
    "run": run,
    "victim": victim,
}
