# SPDX-License-Identifier: MIT
"""list-growth.py - the memory bomb everybody writes first.

Goal: more memory than the budget, so that the instance dies with whoever is in it.
Means: a list that grows. This is the row's plain case: a defence that misses it has none.
"""

from attack import attempting, denied, hold

MIB = 1 << 20
BLOCKS = 384


def run(brief):
    blocks = []
    attempting()
    try:
        for _ in range(BLOCKS):
            blocks.append(b"x" * MIB)
    except MemoryError:
        blocks.clear()
        return denied("list.append", "MemoryError")
    return hold()


ATTACK = {
    "effect": "more memory than the budget",
    "means": "a list that grows",
    "oracle": "usage:memory",
    "quick": True,
    "id": "MEM-01",
    "attack_id": "T1499.001, CWE-770",
    "remedy": "RLIMIT_AS or RLIMIT_DATA",
    "run": run,
}
