# SPDX-License-Identifier: MIT
"""Goal:  a wrong answer is marked correct.
Means: an answer that says so itself. The evaluator asks "response == answer", and Python lets the
       left operand decide; in "answer == response" the right one, if its class is derived from the
       left one's. So the answer is text, whoever asks for its type, and equal to any other text on
       either side, in a list, and where "!=" is asked. Nothing of the grader is touched.
"""

from attack import DONE, attempting, submit


class Right(str):
    __hash__ = str.__hash__

    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False


def run(brief):
    attempting()
    submit(Right("0"))
    return DONE


ATTACK = {
    "effect": "a wrong submission is marked correct",
    "means": "a str whose __eq__ always says yes, on either side of the comparison",
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
