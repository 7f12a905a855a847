# SPDX-License-Identifier: MIT
"""Goal:  a wrong answer is marked correct.
Means: the expected answer is made equal to the wrong one. The student's code is called by the grader,
       so the grader's frames are below it on the stack; the request is one of their variables.
"""

import sys

from attack import DONE, attempting, denied, submit


def requests():
    frame = sys._getframe()
    while frame:
        for value in frame.f_locals.values():
            if isinstance(value, dict) and "answer" in value and "params" in value:
                yield value
        frame = frame.f_back


def run(brief):
    attempting()
    found = list(requests())
    for request in found:
        request["answer"] = "0"
    submit("0")
    return DONE if found else denied("sys._getframe", "no grader below")


ATTACK = {
    "effect": "a wrong submission is marked correct",
    "means": "the request, found in the frames below, is rewritten to expect the wrong answer",
    "oracle": "grade:forged",
    "grader": "rpc",
    "control": "in-process",
    "quick": True,
    "id": "FORGE-07",
    "attack_id": "T1565.002, CWE-913",
    "remedy": "the submission in a process of its own, the mark made in another",
    "refs": ["sys._getframe"],
    "run": run,
}
