# SPDX-License-Identifier: MIT
"""print.py - a program that does not stop talking.

Goal: more output than the budget.
Means: print, as everybody does it, until 64 MiB are out. Who keeps a student's output in memory,
in a log that is paid for by the byte, or in an answer of 6 MB, notices.
"""

from attack import DONE, attempting, denied

MIB = 1 << 20
LINE = "All work and no play makes Jack a dull boy.\n"


def run(brief):
    text = LINE * (MIB // len(LINE) + 1)
    attempting()
    try:
        for _ in range(64):
            print(text, end="", flush=True)
    except OSError as why:
        return denied("print", why)
    return DONE


ATTACK = {
    "effect": "more output than the budget",
    "means": "print, in short lines",
    "oracle": "usage:output",
    "quick": True,
    "id": "OUT-01",
    "attack_id": "T1499.003, CWE-400",
    "remedy": "a reader that counts, and ends the program at its cap",
    "run": run,
}
