# SPDX-License-Identifier: MIT
"""Goal:  more memory than the exercise allows, though the guest's own is bounded.
Means: files. A guest's file system often lies in the memory of its host, which no limit of the guest's
       counts. Natively they lie on a disk; so a file is read back into memory, too.
"""

from attack import DONE, attempting, denied, hold

STEP, STEPS = 8 << 20, 52  # 416 MiB


def run(brief):
    attempting()
    kept = []
    try:
        for number in range(STEPS):
            path = f"/tmp/{brief.name}.{number}"
            with open(path, "wb") as file:
                file.write(b"x" * STEP)
            with open(path, "r+b") as file:
                kept.append(file.read())
                file.truncate(STEP // 64)
    except (OSError, MemoryError) as why:
        return denied("files", why)
    return hold()


ATTACK = {
    "effect": "more memory than the budget allows",
    "means": "many files, and what was in them",
    "oracle": "usage:memory",
    "attack_id": "T1499.003, CWE-770",
    "remedy": "a limit of its own for files in memory",
    "run": run,
}
