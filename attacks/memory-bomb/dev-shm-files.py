# SPDX-License-Identifier: MIT
"""dev-shm-files.py - a memory bomb made of files.

Goal: more memory than the budget.
Means: /dev/shm is a folder in memory. Files written there are in no address space, so RLIMIT_AS is
silent; RLIMIT_FSIZE holds for each file, so there are twelve of them; a cleaner of /tmp does not
look there. The file system's own size bounds it, hence a threshold of its own.
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
            for _ in range(16):
                os.write(fd, block)
            os.close(fd)
    except OSError as why:
        return denied("write to /dev/shm", why)
    return hold()


ATTACK = {
    "effect": "more memory than the budget, in files",
    "means": "twelve files of 16 MiB in /dev/shm",
    "oracle": "usage:memory",
    "threshold": 128 * MIB,
    "id": "MEM-05",
    "attack_id": "T1499.001, CWE-770",
    "remedy": "Landlock without /dev/shm; a watch on Shmem; empty /dev/shm after each run",
    "run": run,
}
