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
PAGE = mmap.PAGESIZE


def map_code(fd):
    """A page of a file as code, by libc: the module's own maps are of use only if one may write."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.mmap.restype = ctypes.c_void_p
    libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_int,
                          ctypes.c_int, ctypes.c_long]
    code = libc.mmap(None, PAGE, mmap.PROT_READ | mmap.PROT_EXEC, mmap.MAP_PRIVATE, fd, 0)
    if code == ctypes.c_void_p(-1).value:
        raise OSError(ctypes.get_errno(), "mmap")
    return code


def run(_brief):
    attempting()
    try:
        with tempfile.NamedTemporaryFile(dir=".") as file:
            file.write(ANSWER.ljust(PAGE, b"\0"))
            file.flush()
            code = map_code(file.fileno())
            ctypes.CFUNCTYPE(ctypes.c_int)(code)()
            return hold()
    except OSError as why:
        return denied("a file as code", why)


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
