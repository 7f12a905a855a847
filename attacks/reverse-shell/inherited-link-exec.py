# SPDX-License-Identifier: MIT
"""Goal:  somebody outside gives the orders, where neither a socket nor a program can be made.
Means: the worker's link to its platform, which was not closed when the student's program started,
       and the interpreter as the shell. What is called is fstat, write and read.
"""

import contextlib
import io
import os
import select
import stat

from attack import DONE, attempting, denied


def inherited():
    """The sockets we were born with."""
    for fd in range(3, 1024):
        try:
            if stat.S_ISSOCK(os.fstat(fd).st_mode):
                yield fd
        except OSError:
            pass  # nothing there


def obey(order):
    """Run one line of Python and return what it printed, or why it would not run."""
    printed = io.StringIO()
    try:
        with contextlib.redirect_stdout(printed):
            exec(order, {})
    except Exception as why:
        return f"{why!r}\n"
    return printed.getvalue()


def run(brief):
    attempting()
    links = list(inherited())
    if not links:
        return denied("no socket was inherited", "they are closed")
    try:
        for link in links:
            os.write(link, b"hello\n")
        for _ in range(4):
            ready, _, _ = select.select(links, [], [], 2)
            for link in ready:
                for order in os.read(link, 512).decode().splitlines():
                    os.write(link, obey(order).encode())
            if not ready:
                break
    except OSError as why:
        return denied("the inherited socket", why)
    return DONE


ATTACK = {
    "effect": "somebody outside gives the orders",
    "means": "exec() of lines read from a socket inherited from the worker",
    "oracle": "shell",
    "id": "RSH-10",
    "attack_id": "T1059.006, CWE-403",
    "remedy": "close_range(2) before the student's program starts; close-on-exec in the worker",
    "refs": ["close_range(2)"],
    "run": run,
}
