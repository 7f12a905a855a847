# SPDX-License-Identifier: MIT
"""dev-stdout.py - standard output by its name.

print(..., file=open("/dev/stdout", "w")) opens the descriptor anew: it needs /proc, a pipe that
belongs to the program's user, and a sandbox whose own pipe is not closed too early or refuses a
second writer.
"""

import os
import sys

from attack import DONE


def run(brief):
    print("by descriptor")
    sys.stdout.flush()
    with open("/dev/stdout", "w") as out:
        out.write("by name\n")
    with open(f"/dev/fd/{sys.stdout.fileno()}", "w") as out:
        out.write("by number\n")
    with os.fdopen(os.dup(1), "w") as out:
        out.write("by duplicate\n")
    with open("/dev/null", "w") as out:
        out.write("by nobody\n")
    return DONE


ATTACK = {
    "effect": "standard output has a name",
    "means": "/dev/stdout, /dev/fd/1, os.dup",
    "oracle": "done",
    "id": "B27",
    "expect": "by descriptor\nby name\nby number\nby duplicate\n",
    "run": run,
}
