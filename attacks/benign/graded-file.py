# SPDX-License-Identifier: MIT
"""graded-file.py - an honest submission is marked correct where each request is a file of its own.

The platform's file interface: request and response lie in /tmp, and what empties /tmp between or
during submissions must not take them away.
"""

from attack import DONE, submit


def run(brief):
    submit(brief.answer)
    return DONE


ATTACK = {
    "effect": "a submission that came as a file is marked correct",
    "means": "its last line is the answer",
    "oracle": "done",
    "grader": "file",
    "expect": "answer: the nonce that honest students are told\n",
    "run": run,
}
