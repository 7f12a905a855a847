# SPDX-License-Identifier: MIT
"""Goal:  machine code runs that the student brought, where only installed programs should.
Means: mmap(2) with PROT_EXEC of a data file. The right to execute is asked for by exec(2) alone: a
       file that may be read may be mapped, and what is mapped so may be called.
"""

import ctypes
import mmap
import tempfile

from attack import attempting, denied, hold

ANSWER = b"\xb8\x2a\x00\x00\x00\xc3"  # mov eax, 42; ret


def run(brief):
    with tempfile.NamedTemporaryFile(dir=".") as file:
        file.write(ANSWER.ljust(mmap.PAGESIZE, b"\0"))
        file.flush()
        attempting()
        try:
            page = mmap.mmap(file.fileno(), mmap.PAGESIZE, flags=mmap.MAP_PRIVATE,
                             prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
        except OSError as why:
            return denied("mmap", why)
        code = ctypes.addressof(ctypes.c_char.from_buffer(page))
        ctypes.CFUNCTYPE(ctypes.c_int)(code)()
        return hold()


ATTACK = {
    "effect": "machine code that the student brought runs",
    "means": "mmap(2) with PROT_EXEC of a data file, for which no right is asked",
    "oracle": "code",
    "needs": ["x86_64"],
    "id": "LLK-12",
    "attack_id": "T1620, CWE-693",
    "remedy": "no right stops it: bound what code may do, not whose it is",
    "refs": ["mmap(2)", "landlock(7)"],
    "run": run,
}
