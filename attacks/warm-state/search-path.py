# SPDX-License-Identifier: MIT
"""Goal:  the next student's right answer becomes wrong.
Means: a folder of the attacker's in front of sys.path, and in it a file with the name of a module
       of the standard library. Unlike a finder it is plain data: two strings and a file in /tmp.
"""

import os
import sys

from attack import DONE, attempting, denied, failed, honest, submit


def run(brief):
    folder = f"/tmp/{brief.name}"
    submit("0")
    attempting()
    if brief.again:
        return DONE
    try:
        os.mkdir(folder)
        with open(f"{folder}/calendar.py", "w") as file:
            file.write("def isleap(year):\n    return False\n")
    except OSError as why:
        return denied(folder, why)
    sys.modules.pop("calendar", None)
    sys.path.insert(0, folder)
    return DONE


def victim(brief):
    import calendar

    leap = [year for year in range(1896, 1913) if calendar.isleap(year)]
    return honest(brief) if leap == [1896, 1904, 1908, 1912] else failed("leap years", leap)


ATTACK = {
    "effect": "the next student imports the attacker's file and is marked wrong",
    "means": "a folder in /tmp at the head of the warm process's sys.path",
    "oracle": "grade:spoiled",
    "scene": "before-victim",
    "grader": "rpc",
    "control": "in-process",
    "attack_id": "T1574, CWE-427",
    "remedy": "a process of its own for each submission, started fresh; /tmp emptied in between",
    "run": run,
    "victim": victim,
}
