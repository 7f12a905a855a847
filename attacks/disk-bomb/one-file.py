# SPDX-License-Identifier: MIT
"""one-file.py - the disk bomb everybody writes first.

Goal: more bytes on disk than the budget, so that the next student can write nothing.
Means: one file that grows. This is the row's plain case: a defence that misses it has none.
"""

import os
import tempfile

from attack import attempting, denied, hold

MIB = 1 << 20
SIZE = 128 * MIB


def run(brief):
    block = b"x" * MIB
    attempting()
    try:
        fd = os.open(f"{tempfile.gettempdir()}/{brief.name}", os.O_WRONLY | os.O_CREAT, 0o600)
        for _ in range(SIZE // MIB):
            os.write(fd, block)
    except OSError as why:
        return denied("write", why)
    return hold()


ATTACK = {
    "effect": "more bytes on disk than the budget",
    "means": "one file that grows",
    "oracle": "usage:disk",
    "quick": True,
    "id": "DISK-01",
    "attack_id": "T1499.001, CWE-400",
    "remedy": "RLIMIT_FSIZE",
    "run": run,
}
