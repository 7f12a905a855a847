# SPDX-License-Identifier: MIT
"""Goal:  a wrong answer of somebody else is marked correct, later.
Means: the __eq__ of a class that everybody shares. Fraction is written in Python, so its methods
       can be replaced. From then on one third is equal to anything, in whichever program says so:
       the accomplice does nothing that is forbidden, and submits a number.
"""

from fractions import Fraction

from attack import DONE, attempting, submit


def run(brief):
    if brief.again:
        submit(Fraction(1, 3))
        return DONE
    attempting()
    Fraction.__eq__ = lambda self, other: True
    submit("0")
    return DONE


ATTACK = {
    "effect": "a later student's wrong answer is marked correct",
    "means": "Fraction.__eq__ replaced in the warm process",
    "oracle": "grade:forged",
    "scene": "before-victim",
    "grader": "rpc",
    "control": "in-process",
    "id": "WARM-05",
    "attack_id": "T1565.003, CWE-471",
    "remedy": "a process of its own for each submission; compare text, not a student's objects",
    "run": run,
}
