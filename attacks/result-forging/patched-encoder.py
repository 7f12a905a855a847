# SPDX-License-Identifier: MIT
"""Goal:  a wrong answer is marked correct.
Means: the encoder behind json.dumps, through which the mark has to go on its way out. The evaluator
       is right, and what it says is rewritten while it is turned into text. json.dumps itself may
       have been looked up already; what it calls has not.
"""

import json

from attack import DONE, attempting, submit


def run(brief):
    encoder = json.dumps.__globals__["_default_encoder"]
    encode = encoder.encode
    submit("0")
    attempting()
    encoder.encode = lambda thing: encode(thing).replace(
        '"is_correct": false', '"is_correct": true')
    return DONE


ATTACK = {
    "effect": "a wrong submission is marked correct",
    "means": "the JSON encoder patched in the grader: false becomes true on the way out",
    "oracle": "grade:forged",
    "grader": "rpc",
    "control": "in-process",
    "id": "FORGE-04",
    "attack_id": "T1565.002, CWE-345",
    "remedy": "the submission in a process of its own, the mark made in another",
    "run": run,
}
