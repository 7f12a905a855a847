# SPDX-License-Identifier: MIT
"""stderr.py - the other stream.

Goal: more output than the budget.
Means: what is written to descriptor 2 is a student's output like any other, and goes to a place of
its own: a buffer that nobody thought of, or the platform's log.
"""

import os

from attack import DONE, attempting, denied

MIB = 1 << 20
LINE = b"warning: this program is still running\n"


def run(brief):
    text = LINE * (MIB // len(LINE))
    attempting()
    try:
        for _ in range(64):
            os.write(2, text)
    except OSError as why:
        return denied("write", why)
    return DONE


ATTACK = {
    "effect": "more output than the budget",
    "means": "all of it on standard error",
    "oracle": "usage:output",
    "quick": True,
    "id": "OUT-02",
    "attack_id": "T1499.003, CWE-400",
    "remedy": "one cap on what both streams say",
    "run": run,
}
