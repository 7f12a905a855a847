# SPDX-License-Identifier: MIT
"""big-output.py - a mebibyte on standard output, and one on standard error.

In turns, so that whoever reads the one to its end before the other waits for ever: a pipe holds
64 KiB. A cap on output that is lower than this cuts honest work.
"""

import sys

from attack import DONE

LINE = "0123456789" * 10 + "abc"
BLOCK = f"{LINE}\n" * 10
TIMES = 1008


def run(brief):
    for _ in range(TIMES):
        sys.stdout.write(BLOCK)
        sys.stderr.write(BLOCK)
    print("the end")
    return DONE


ATTACK = {
    "effect": "a mebibyte is printed",
    "means": "sys.stdout.write and sys.stderr.write in turns",
    "oracle": "done",
    "id": "B29",
    "expect": BLOCK * TIMES + "the end\n",
    "run": run,
}
