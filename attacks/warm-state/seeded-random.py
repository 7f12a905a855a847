# SPDX-License-Identifier: MIT
"""Goal:  the next student's random numbers are the attacker's.
Means: random.seed(0) in the process that stays. Nothing is replaced and nothing is patched: the state of
       a generator is data of the module. A reset that puts back *saved* state does the same by itself,
       if nobody seeds anew.
"""

import random

from attack import DONE, attempting, failed, honest, submit

FIRST = 0.8444218515250481  # of random.seed(0)


def run(brief):
    submit("0")
    attempting()
    random.seed(0)
    return DONE


def victim(brief):
    drawn = random.random()
    return failed("random", "somebody knew it before") if drawn == FIRST else honest(brief)


ATTACK = {
    "effect": "the next student draws the attacker's numbers, and the answer is marked wrong",
    "means": "the state of the random module's generator",
    "oracle": "grade:spoiled",
    "scene": "before-victim",
    "grader": "rpc",
    "control": "in-process",
    "attack_id": "T1565.003, CWE-335",
    "remedy": "a process of its own for each submission, or a fresh seed after each reset",
    "run": run,
    "victim": victim,
}
