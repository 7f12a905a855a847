# SPDX-License-Identifier: MIT
"""uncaught.py - a mistake, and a long story about it.

Goal: more output than the budget.
Means: the student prints nothing. The interpreter does, when nobody catches the exception: its
message, which is 40 MiB long. Platforms that catch it themselves put the message into a log or an
answer.
"""

from attack import attempting

BYTES = 40 << 20


def run(brief):
    attempting()
    raise ValueError("x" * BYTES)


ATTACK = {
    "effect": "more output than the budget",
    "means": "an exception with a message of 40 MiB, printed by whoever catches it",
    "oracle": "usage:output",
    "id": "OUT-09",
    "attack_id": "T1499.003, CWE-209",
    "remedy": "a cap where it is read; a cut where a platform itself prints a message",
    "run": run,
}
