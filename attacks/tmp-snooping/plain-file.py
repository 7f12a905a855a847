# SPDX-License-Identifier: MIT
"""plain-file.py - the next student opens what the last one wrote.

Goal: another student's work.
Means: /tmp is kept between the invocations of a warm instance, every student is the same user, and
a mode of 0600 keeps nobody out. This is the row's plain case.
"""

from attack import DONE, attempting, denied, loot


def run(brief):
    attempting()
    try:
        with open(f"/tmp/{brief.name}.txt", "rb") as file:
            loot(file.read())
    except OSError as why:
        return denied("open", why)
    return DONE


ATTACK = {
    "effect": "the next student reads the last one's file",
    "means": "open() of a plain file in /tmp",
    "oracle": "secret:victim",
    "scene": "after-victim",
    "quick": True,
    "id": "TMPS-01",
    "attack_id": "T1005, CWE-459",
    "remedy": "a folder of one's own per run, removed afterwards; /tmp emptied",
    "run": run,
}
