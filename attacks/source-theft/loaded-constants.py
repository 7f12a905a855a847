# SPDX-License-Identifier: MIT
"""Goal:  the answer in the evaluator.
Means: the evaluation function's globals. Nothing is read from disk: where the file cannot be
       opened any more, by Landlock or because it was unlinked after the import, the loaded module
       has it all.
"""

import sys

from attack import DONE, attempting, denied, loot, submit


def run(brief):
    submit("0")
    attempting()
    evaluator = sys.modules.get("evaluator")
    if not evaluator:
        return denied("sys.modules", "no evaluator in this process")
    names = evaluator.evaluation_function.__globals__
    loot(repr({name: value for name, value in names.items() if isinstance(value, str)}))
    return DONE


ATTACK = {
    "effect": "the evaluator's constants leave in the student's feedback",
    "means": "evaluation_function.__globals__: no file is opened",
    "oracle": "secret:task",
    "grader": "rpc",
    "control": "in-process",
    "quick": True,
    "attack_id": "T1005, CWE-200",
    "remedy": "the submission in a process of its own, the evaluator in another",
    "run": run,
}
