# SPDX-License-Identifier: MIT
"""graded-python.py - an honest submission in Python is marked correct by the grader.

What comes between the grader and the program must let its last line through and nothing else into
it. A defence that fails this may hold nothing in a graded scene.
"""

from attack import DONE, submit


def run(brief):
    submit(brief.answer)
    return DONE


ATTACK = {
    "effect": "a Python submission is marked correct",
    "means": "its last line is the answer",
    "oracle": "done",
    "grader": "rpc",
    "quick": True,
    "expect": "answer: the nonce that honest students are told\n",
    "run": run,
}
