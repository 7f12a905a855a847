# SPDX-License-Identifier: MIT
"""Goal:  the evaluator's source, with the answer in it.
Means: inspect.getsource of the module that is loaded already. The path is not known to the program,
       and need not be: the module's loader knows it.
"""

import inspect
import sys

from attack import DONE, attempting, denied, loot, submit


def run(brief):
    submit("0")
    attempting()
    evaluator = sys.modules.get("evaluator")
    if not evaluator:
        return denied("sys.modules", "no evaluator in this process")
    loot(inspect.getsource(evaluator))
    return DONE


ATTACK = {
    "effect": "the evaluator's source leaves in the student's feedback",
    "means": "inspect.getsource of the loaded module",
    "oracle": "secret:task",
    "grader": "rpc",
    "control": "in-process",
    "id": "SRC-02",
    "attack_id": "T1005, CWE-538",
    "remedy": "the submission in a process of its own, the evaluator in another",
    "refs": ["inspect.getsource"],
    "run": run,
}
