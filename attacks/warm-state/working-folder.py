# SPDX-License-Identifier: MIT
"""Goal:  the next student's program fails.
Means: the working directory. It belongs to the process, and every path that does not begin with a
       slash begins there. The attacker goes to a folder and removes it: who comes next is in a
       folder that does not exist any more, in which nothing can be made.
"""

import os

from attack import DONE, attempting, denied, failed, honest, submit


def run(brief):
    folder = f"/tmp/{brief.name}"
    submit("0")
    attempting()
    try:
        os.mkdir(folder)
        os.chdir(folder)
        os.rmdir(folder)
    except OSError as why:
        return denied(folder, why)
    return DONE


def victim(brief):
    """Keeps a table in a file where it is, and reads it again."""
    try:
        with open("table.txt", "w") as file:
            file.write("3 5 8")
        with open("table.txt") as file:
            total = sum(map(int, file.read().split()))
    except FileNotFoundError as why:
        return failed("table.txt", why)
    except OSError:
        total = 16  # where there are no files, on paper
    return honest(brief) if total == 16 else failed("the sum", total)


ATTACK = {
    "effect": "the next student's files cannot be made, and the program goes without a mark",
    "means": "chdir(2) of the warm process into a folder that is then removed",
    "oracle": "grade:spoiled",
    "scene": "before-victim",
    "grader": "rpc",
    "control": "in-process",
    "attack_id": "T1499, CWE-459",
    "remedy": "a process of its own for each submission; a folder of its own to start in",
    "refs": ["chdir(2)", "path_resolution(7)"],
    "run": run,
    "victim": victim,
}
