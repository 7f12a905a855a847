# SPDX-License-Identifier: MIT
"""graded-bytes.py - an honest submission that also prints what is no text is marked correct.

A picture that went to the wrong stream: a NUL, and bytes that are no UTF-8. The platform quotes them
in JSON to the student, and whatever reads that must take U+0000 for a character.
"""

import os

from attack import DONE, submit


def run(brief):
    os.write(1, b"P6 1 1 255\n\0\xff\xfe\n")
    submit(brief.answer)
    return DONE


ATTACK = {
    "effect": "a submission that printed a NUL is marked correct",
    "means": "bytes that are no UTF-8, U+0000 in the feedback",
    "oracle": "done",
    "grader": "rpc",
    "expect": "answer: the nonce that honest students are told\n",
    "run": run,
}
