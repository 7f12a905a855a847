# SPDX-License-Identifier: MIT
"""c-functions.py - C called from Python, and called back.

ctypes makes a small piece of machine code for each callback: it wants memory that is executable. A
filter that enforces W^X breaks it; one that denies memfd_create only makes it fall back.
"""

import ctypes

from attack import DONE

COMPARE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_int), ctypes.POINTER(ctypes.c_int))


class Point(ctypes.Structure):
    _fields_ = [("x", ctypes.c_int), ("y", ctypes.c_double)]


def run(brief):
    libc = ctypes.CDLL(None, use_errno=True)
    numbers = (ctypes.c_int * 6)(5, 3, 9, 1, 7, 2)
    libc.qsort(numbers, len(numbers), ctypes.sizeof(ctypes.c_int),
               COMPARE(lambda a, b: a[0] - b[0]))
    print(list(numbers))
    libm = ctypes.CDLL("libm.so.6")
    libm.hypot.restype, libm.hypot.argtypes = ctypes.c_double, (ctypes.c_double,) * 2
    print(libm.hypot(3, 4), ctypes.sizeof(Point), Point(1, 2.5).y)
    print(libc.chdir(b"/there/is/no/such/folder"), ctypes.get_errno())
    return DONE


ATTACK = {
    "effect": "C functions are called, and call back",
    "means": "ctypes: CDLL, CFUNCTYPE, Structure",
    "oracle": "done",
    "id": "B24",
    "expect": "[1, 2, 3, 5, 7, 9]\n5.0 16 2.5\n-1 2\n",
    "run": run,
}
