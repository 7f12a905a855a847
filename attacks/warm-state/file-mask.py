# SPDX-License-Identifier: MIT
"""Goal:  the next student's program fails.
Means: umask(2). The mask belongs to the process and is inherited by all that it starts: with 0777
       every file that is made has no permission at all, not even for its owner. To make it and to
       write it works; the next open is refused.
"""

import os

from attack import DONE, attempting, failed, honest, submit


def run(brief):
    submit("0")
    attempting()
    os.umask(0o777)
    return DONE


def victim(brief):
    """Keeps a table in a file and reads it again."""
    total = 16
    for folder in ("/tmp", "."):
        try:
            file = open(f"{folder}/{brief.name}.table", "w")
        except OSError:
            continue  # where there are no files, on paper
        try:
            with file:
                file.write("3 5 8")
            with open(file.name) as again:
                total = sum(map(int, again.read().split()))
        except PermissionError as why:
            return failed("read the table", why)
        break
    return honest(brief) if total == 16 else failed("the sum", total)


ATTACK = {
    "effect": "the next student may not read its own files, and is marked wrong",
    "means": "a umask of 0777, left in the warm process",
    "oracle": "grade:spoiled",
    "scene": "before-victim",
    "grader": "rpc",
    "control": "in-process",
    "attack_id": "T1222.002, T1499, CWE-276",
    "remedy": "a process of its own for each submission, with a umask that is set for it",
    "refs": ["umask(2)"],
    "run": run,
    "victim": victim,
}
