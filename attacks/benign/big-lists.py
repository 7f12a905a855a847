# SPDX-License-Identifier: MIT
"""big-lists.py - a million numbers, sorted.

Some 90 MiB of address space: a memory limit below that breaks honest work.
"""

from attack import DONE

COUNT = 1_000_000
STRIDE = 7919  # has no factor in common with COUNT: every number comes once, in a wild order


def run(brief):
    numbers = [i * STRIDE % COUNT for i in range(COUNT)]
    numbers.sort()
    squares = {n: n * n for n in numbers[:100_000]}
    print(numbers[0], numbers[-1], sum(numbers), len(squares))
    return DONE


ATTACK = {
    "effect": "a million numbers are sorted",
    "means": "big lists and a dict",
    "oracle": "done",
    "id": "B02",
    "expect": f"0 {COUNT - 1} {COUNT * (COUNT - 1) // 2} 100000\n",
    "run": run,
}
