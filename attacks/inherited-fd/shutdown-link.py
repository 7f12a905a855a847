# SPDX-License-Identifier: MIT
"""Goal:  the worker loses its platform.
Means: close(2) gives up a descriptor; shutdown(2) ends the connection, for all who share it. The
       worker's own descriptor stays open and leads nowhere.
"""

import os
import socket
import stat

from attack import DONE, attempting, denied


def run(_brief):
    why = "no socket was inherited"
    attempting()
    for fd in range(3, 256):
        try:
            connected = stat.S_ISSOCK(os.fstat(fd).st_mode)
        except OSError:
            continue  # nothing there
        if not connected:
            continue
        try:
            link = socket.socket(fileno=os.dup(fd))
            if link.type == socket.SOCK_STREAM:
                link.shutdown(socket.SHUT_RDWR)
                return DONE
        except OSError as error:
            why = error
    return denied("shutdown", why)


ATTACK = {
    "effect": "the worker's connection to its platform is ended",
    "means": "shutdown(2) of an inherited socket",
    "oracle": "description",
    "attack_id": "T1489, CWE-403",
    "remedy": "close_range(2) before the student's program starts; close-on-exec in the worker",
    "refs": ["shutdown(2)"],
    "run": run,
}
