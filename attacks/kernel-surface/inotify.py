# SPDX-License-Identifier: MIT
"""inotify.py - told of every file that others open.

Goal:  a part of the kernel that no student needs.
Means: inotify_init1(2) by libc's own name for it, and a watch on the folder that all share. The
watcher learns the names of files that others make there at the moment they are made.
"""

import ctypes

from attack import attempting, denied, hold


def run(brief):
    libc = ctypes.CDLL(None, use_errno=True)
    attempting()
    group = libc.inotify_init1(0)
    if group < 0:
        return denied("inotify_init1", f"errno {ctypes.get_errno()}")
    libc.inotify_add_watch(group, b"/tmp", 0xFFF)  # refused, the group is in hand all the same
    return hold()


ATTACK = {
    "effect": "the student's process is told what others do with files",
    "means": "inotify_init1(2) and a watch on the shared folder, through ctypes",
    "oracle": "reach:inotify",
    "id": "KERN-11",
    "attack_id": "T1068, T1083, CWE-1125",
    "remedy": "an allow list of system calls; user.max_inotify_instances = 0",
    "refs": ["inotify(7)"],
    "run": run,
}
