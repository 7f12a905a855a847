# SPDX-License-Identifier: MIT
"""Goal:  a wrong answer is marked correct.
Means: json.dumps, through which the mark has to go on its way out. The evaluator is right, and what it
       says is rewritten while it is turned into text.
"""

import json

from attack import DONE, attempting, submit


def run(brief):
    dumps = json.dumps
    attempting()
    json.dumps = lambda *things, **named: dumps(*things, **named).replace(
        '"is_correct": false', '"is_correct": true')
    submit("0")
    return DONE


ATTACK = {
    "effect": "a wrong submission is marked correct",
    "means": "json.dumps patched in the grader: false becomes true on the way out",
    "oracle": "grade:forged",
    "grader": "rpc",
    "control": "in-process",
    "quick": True,
    "id": "FORGE-04",
    "attack_id": "T1565.002, CWE-345",
    "remedy": "the submission in a process of its own, the mark made in another",
    "run": run,
}
