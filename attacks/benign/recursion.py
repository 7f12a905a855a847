# SPDX-License-Identifier: MIT
"""recursion.py - 15 000 calls deep.

The textbook's recursive function with the limit raised, as students do. A small stack limit, or
a host that runs Python on its own stack, ends it.
"""

import sys

from attack import DONE

DEPTH = 15_000


def total(n):
    return n + total(n - 1) if n else 0


def run(brief):
    sys.setrecursionlimit(DEPTH + 1000)
    print(total(DEPTH))
    return DONE


ATTACK = {
    "effect": "a deep recursion returns",
    "means": "15 000 nested calls after setrecursionlimit()",
    "oracle": "done",
    "id": "B03",
    "expect": f"{DEPTH * (DEPTH + 1) // 2}\n",
    "run": run,
}
