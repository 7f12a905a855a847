# SPDX-License-Identifier: MIT
"""read-only-folder.py - a folder that gives nothing away, to the cleaner.

Goal: another student's work.
Means: to remove a file one must write to its folder. In a folder of mode 0555 (what unpacking an
archive or `chmod -R a-w` leaves) rm -rf and rmtree get EACCES for each file, while all may read.
"""

import os

from attack import DONE, attempting, denied, failed, loot


def run(brief):
    attempting()
    try:
        with open(f"/tmp/{brief.name}/work", "rb") as file:
            loot(file.read())
    except OSError as why:
        return denied("open", why)
    return DONE


def victim(brief):
    for folder in "/tmp", ".":  # where /tmp is out of reach, the student's own folder
        try:
            os.mkdir(f"{folder}/{brief.name}")
            with open(f"{folder}/{brief.name}/work", "w") as file:
                file.write(brief.secret)
            os.chmod(f"{folder}/{brief.name}", 0o555)
            return DONE
        except OSError as error:
            why = error
    return failed("mkdir", why)


ATTACK = {
    "effect": "the next student reads the last one's file",
    "means": "a folder of mode 0555, whose files cannot be unlinked",
    "oracle": "secret:victim",
    "scene": "after-victim",
    "id": "TMPS-03",
    "attack_id": "T1005, T1222.002, CWE-459",
    "remedy": "a cleaner that gives itself the mode back before it descends",
    "run": run,
    "victim": victim,
}
