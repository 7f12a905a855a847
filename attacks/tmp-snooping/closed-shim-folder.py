# SPDX-License-Identifier: MIT
"""Goal:  the next student's request cannot be delivered.
Means: the mode of the shim's folder in /tmp. The shim makes /tmp/shimmy and is content if it is
       there already, whoever owns it now and whatever its mode is; in a folder that is read-only
       it can make nothing. Emptying /tmp does not help: rm(1) may not remove what is in a
       read-only folder. Landlock has no rule for chmod(2).
"""

import os

from attack import DONE, attempting, denied, submit

NAME = "/tmp/shimmy"


def run(brief):
    submit("0")
    attempting()
    try:
        os.chmod(NAME, 0o555)
    except OSError as why:
        return denied(NAME, why)
    return DONE


ATTACK = {
    "effect": "the next student's request is never delivered",
    "means": "chmod of the folder in which the shim lays out requests",
    "oracle": "grade:spoiled",
    "scene": "before-victim",
    "grader": "file",
    "id": "TMPS-11",
    "attack_id": "T1222.002, T1499, CWE-377, CWE-379",
    "remedy": "requests in a folder that is not the student's user's, or not in a file system",
    "refs": ["mkdir(2), EEXIST", "landlock(7), CAVEATS"],
    "run": run,
}
