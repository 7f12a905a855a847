# SPDX-License-Identifier: MIT
"""one-line.py - a sentence without a full stop.

Goal: more output than the budget.
Means: who reads line by line counts lines, and keeps what has come of the present one. There is one
line here, of 64 MiB, and its end never comes.
"""

import sys

from attack import DONE, attempting, denied

MIB = 1 << 20


def run(brief):
    text = "x" * MIB
    attempting()
    try:
        for _ in range(64):
            sys.stdout.write(text)
            sys.stdout.flush()
    except OSError as why:
        return denied("write", why)
    return DONE


ATTACK = {
    "effect": "more output than the budget",
    "means": "one line of 64 MiB: who counts lines, counts none",
    "oracle": "usage:output",
    "quick": True,
    "attack_id": "T1499.003, CWE-400",
    "remedy": "a cap in bytes; a reader that keeps no more of a line than it shows",
    "run": run,
}
