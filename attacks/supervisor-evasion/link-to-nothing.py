# SPDX-License-Identifier: MIT
"""Goal:  a file of the student's outside the student's folders, past a supervisor that resolves
links.
Means: a symbolic link in a folder of the student's own, to a name that is not there. realpath(3)
       and openat2(2) find nothing to judge, and the folder where the link lies is the student's.
       But open(2) with O_CREAT makes the file where the link leads.
"""

import os

from attack import DONE, attempting, denied, failed

THERE = "/srv/tree/kept/by-a-link.txt"


def own_folder(brief):
    """In /tmp, or where we are."""
    for parent in "/tmp", os.getcwd():
        try:
            folder = f"{parent}/{brief.name}.d"
            os.mkdir(folder, 0o700)
            return folder
        except OSError:
            pass
    return None


def run(brief):
    folder = own_folder(brief)
    if not folder:
        return failed("mkdir")
    attempting()
    try:
        os.symlink(THERE, f"{folder}/link")
        with open(f"{folder}/link", "w", encoding="ascii") as file:
            file.write("by the student\n")
    except OSError as why:
        return denied("open", why)
    return DONE


ATTACK = {
    "effect": "a file is planted outside the student's folders",
    "means": "a link to nothing: with O_CREAT it is made where the link leads",
    "oracle": "tree",
    "attack_id": "T1562.001, CWE-59, CWE-61",
    "remedy": "judge the folder in which the file is made, hold it, and make it with O_EXCL",
    "refs": ["symlink(7)", "open(2), O_CREAT and O_EXCL"],
    "run": run,
}
