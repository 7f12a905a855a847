# SPDX-License-Identifier: MIT
"""Goal:  a wrong answer is marked correct.
Means: the mark is written by the student, and then the process ends with 0 before the grader can
       speak. Where the submission runs inside the grader, "it ended well and the file is there"
       says nothing about who wrote the file.
"""

import os
import sys

from attack import DONE, attempting, denied, submit

MARK = '{"command": "eval", "result": {"is_correct": true, "feedback": ""}}\n'


def run(brief):
    submit("0")
    attempting()
    path = os.environ.get("EVAL_FILE_NAME_RESPONSE")
    if not path or "grader" not in sys.modules:
        return denied("os._exit", "this is not the grader's process")
    with open(path, "w") as file:
        file.write(MARK)
    os._exit(0)


ATTACK = {
    "effect": "a wrong submission is marked correct",
    "means": "the response file written by the student, then os._exit(0): the grader never speaks",
    "oracle": "grade:forged",
    "grader": "file",
    "control": "in-process",
    "id": "FORGE-03",
    "attack_id": "T1565.002, CWE-345, CWE-754",
    "remedy": "the submission in a process of its own, which does not know the response file",
    "run": run,
}
