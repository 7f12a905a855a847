# SPDX-License-Identifier: MIT
"""Goal:  a wrong answer is marked correct.
Means: the garbage collector keeps a list of every container of the process, whoever made it. The one
       with an answer in it is the request; it is rewritten. The stack is not looked at, so a thread
       or a callback between student and grader hides nothing.
"""

import gc

from attack import DONE, attempting, denied, submit


def run(brief):
    attempting()
    found = [thing for thing in gc.get_objects()
             if type(thing) is dict and "answer" in thing and "params" in thing]
    for request in found:
        request["answer"] = "0"
    submit("0")
    return DONE if found else denied("gc.get_objects", "no request here")


ATTACK = {
    "effect": "a wrong submission is marked correct",
    "means": "the request, found among all objects of the process, is rewritten",
    "oracle": "grade:forged",
    "grader": "rpc",
    "control": "in-process",
    "attack_id": "T1565.002, CWE-913",
    "remedy": "the submission in a process of its own, the mark made in another",
    "refs": ["gc.get_objects"],
    "run": run,
}
