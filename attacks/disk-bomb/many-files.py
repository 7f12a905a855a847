# SPDX-License-Identifier: MIT
"""many-files.py - a disk bomb in parts, each of them within the limit.

Goal: more bytes on disk than the budget.
Means: RLIMIT_FSIZE holds for each file, not for all. Twelve files take what they are given, up to
16 MiB each. A file that is refused a byte is no reason to stop: Python ignores SIGXFSZ, EFBIG is an
exception like any other, and there is always the next file.
"""

import errno
import os
import tempfile

from attack import attempting, denied, hold

MIB = 1 << 20
FILES = 12


def run(brief):
    block = b"x" * MIB
    attempting()
    for i in range(FILES):
        try:
            path = f"{tempfile.gettempdir()}/{brief.name}.{i}"
            fd = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
            for _ in range(16):
                os.write(fd, block)
        except OSError as why:
            if why.errno != errno.EFBIG:
                return denied("write", why)
        os.close(fd)
    return hold()


ATTACK = {
    "effect": "more bytes on disk than the budget",
    "means": "twelve files, each within RLIMIT_FSIZE",
    "oracle": "usage:disk",
    "quick": True,
    "id": "DISK-02",
    "attack_id": "T1499.001, CWE-400",
    "remedy": "a quota, or a watch by statvfs while the program runs; RLIMIT_FSIZE cannot add",
    "run": run,
}
