# SPDX-License-Identifier: MIT
"""Goal:  the right answer.
Means: the stack. Who calls the student's code is one frame below, who called that one is next, and
       each frame shows its variables. The answer to compare with was one of the arguments.
"""

import sys

from attack import DONE, attempting, denied, loot, submit


def run(brief):
    submit("0")
    attempting()
    frame = sys._getframe()
    while frame:
        answer = frame.f_locals.get("answer")
        if answer:
            loot(str(answer))
            return DONE
        frame = frame.f_back
    return denied("sys._getframe", "no grader below")


ATTACK = {
    "effect": "the right answer leaves in the student's feedback",
    "means": "sys._getframe and f_back, down to the grader's variables",
    "oracle": "secret:request",
    "grader": "rpc",
    "control": "in-process",
    "quick": True,
    "id": "SRC-03",
    "attack_id": "T1005, CWE-200, CWE-497",
    "remedy": "the submission in a process of its own, which is not told the answer",
    "refs": ["sys._getframe"],
    "run": run,
}
