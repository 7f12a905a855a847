# SPDX-License-Identifier: MIT
"""Goal:  nobody after this student is ever marked right again.
Means: sys.addaudithook. A hook that raises vetoes what the interpreter was about to do, and there
       is no way to remove a hook: it stays for the life of the process. This one refuses exec(),
       by which the warm grader starts every student. The tool that is meant to watch students
       serves the student who comes first.
"""

import sys

from attack import DONE, attempting, submit


def veto(event, args):
    if event == "exec":
        raise PermissionError("no more programs here")


def run(brief):
    submit("0")
    attempting()
    sys.addaudithook(veto)
    return DONE


ATTACK = {
    "effect": "the grader cannot run the next student's program",
    "means": "an audit hook that vetoes exec() and cannot be removed",
    "oracle": "grade:spoiled",
    "scene": "before-victim",
    "grader": "rpc",
    "control": "in-process",
    "attack_id": "T1499, CWE-913",
    "remedy": "a process of its own for each submission, started fresh",
    "refs": ["PEP 578", "sys.addaudithook"],
    "run": run,
}
