# SPDX-License-Identifier: MIT
"""big-input.py - a mebibyte read by input().

As after `program < input.txt`: the file becomes descriptor 0. What breaks it: RLIMIT_FSIZE below
the file, a sandbox that gives no descriptor 0 and puts the first opened file there.
"""

import os
import sys
import tempfile

from attack import DONE

LINES = 1 << 14


def run(brief):
    keep = os.dup(0)
    with tempfile.TemporaryFile() as file:
        for n in range(LINES):
            file.write(b"%063d\n" % n)
        file.seek(0)
        os.dup2(file.fileno(), 0)
    sys.stdin = open(0, closefd=False)  # a warm interpreter's own may be at its end
    total = lines = 0
    try:
        while True:
            total += int(input())
            lines += 1
    except EOFError:
        print(lines, total)
    os.dup2(keep, 0)
    os.close(keep)
    return DONE


ATTACK = {
    "effect": "a mebibyte is read line by line",
    "means": "input() until EOFError",
    "oracle": "done",
    "id": "B29",
    "expect": f"{LINES} {LINES * (LINES - 1) // 2}\n",
    "run": run,
}
