# SPDX-License-Identifier: MIT
"""Goal:  a wrong answer is marked correct.
Means: an answer that says so itself. The evaluator asks "response == answer", and Python lets the
       left operand decide. Nothing of the grader is touched.
"""

from attack import DONE, attempting, submit


class Right:
    def __eq__(self, other):
        return True


def run(brief):
    attempting()
    submit(Right())
    return DONE


ATTACK = {
    "effect": "a wrong submission is marked correct",
    "means": "an object whose __eq__ always says yes",
    "oracle": "grade:forged",
    "grader": "rpc",
    "control": "in-process",
    "quick": True,
    "id": "FORGE-06",
    "attack_id": "T1565.003, CWE-345",
    "remedy": "take answers as text, never as a student's objects",
    "refs": ["Python data model, object.__eq__"],
    "run": run,
}
