# SPDX-License-Identifier: MIT
"""big-lists.py - a million numbers, sorted.

Some 90 MiB of address space: a memory limit below that breaks honest work.
"""

import random

from attack import DONE

COUNT = 1_000_000


def run(brief):
    numbers = list(range(COUNT))
    random.Random(1).shuffle(numbers)
    squares = {n: n * n for n in numbers[:100_000]}
    print(sorted(numbers) == list(range(COUNT)), sum(numbers), len(squares))
    return DONE


ATTACK = {
    "effect": "a million numbers are sorted",
    "means": "big lists and a dict",
    "oracle": "done",
    "id": "B02",
    "expect": f"True {COUNT * (COUNT - 1) // 2} 100000\n",
    "run": run,
}
