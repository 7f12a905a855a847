# SPDX-License-Identifier: MIT
"""Goal:  more memory than the exercise allows.
Means: linear memory grows in large steps, and each page is written to. A runtime reserves far more
       than a guest has, and bounds it only where somebody says so.
"""

from attack import DONE, attempting, denied, hold

STEP, STEPS = 16 << 20, 26  # 416 MiB


def run(brief):
    attempting()
    kept = []
    try:
        for _ in range(STEPS):
            block = bytearray(STEP)
            block[slice(0, STEP, 4096)] = b"x" * (STEP // 4096)
            kept.append(block)
    except MemoryError as why:
        return denied("bytearray", why)
    return hold()


ATTACK = {
    "effect": "more memory than the budget allows",
    "means": "linear memory grown in steps of 16 MiB, each page written to",
    "oracle": "usage:memory",
    "attack_id": "T1499.003, CWE-770",
    "remedy": "a limit that is kept where the memory grows",
    "run": run,
}
