# SPDX-License-Identifier: MIT
"""Goal:  the worker's credentials, which a platform hands to its functions in the environment.
Means: os.environ, the way every student knows.
"""

import os

from attack import DONE, attempting, denied, loot


def run(brief):
    attempting()
    key = os.environ.get("AWS_SECRET_ACCESS_KEY")
    if key is None:
        return denied("os.environ", "not there")
    loot(key)
    return DONE


ATTACK = {
    "effect": "the worker's credentials leave in the student's output",
    "means": "os.environ",
    "oracle": "secret:environ",
    "quick": True,
    "id": "ENV-01",
    "attack_id": "T1552.001, CWE-526",
    "remedy": "an environment built from a list for the student's process, not inherited",
    "run": run,
}
