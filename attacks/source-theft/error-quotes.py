# SPDX-License-Identifier: MIT
"""Goal:  the right answer.
Means: an error message. Python's messages quote the value that they complain about, and evaluation
       functions hand the report of an error to the student, so that he may find his mistake. The
       evaluator compares the response with the answer; this response takes that for a number,
       and is told what is no number. Nothing is looked for, and nothing is sent.

    evaluator: response == answer --> int(answer) --> "invalid literal for int(): 'the answer'"
"""

from attack import DONE, attempting, submit


class Number:
    def __eq__(self, other):
        return int(other, 2) == 0


def run(brief):
    attempting()
    submit(Number())
    return DONE


ATTACK = {
    "effect": "the right answer leaves in the report of an error",
    "means": "an object whose __eq__ fails with a message that quotes the answer",
    "oracle": "secret:request",
    "grader": "rpc",
    "control": "in-process",
    "attack_id": "T1005, CWE-209",
    "remedy": "take answers as text, never as a student's objects; an error report without values",
    "refs": ["Python data model, object.__eq__", "ValueError"],
    "run": run,
}
