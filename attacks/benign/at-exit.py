# SPDX-License-Identifier: MIT
"""at-exit.py - what is done last.

Handlers of atexit, a thread that is still to be joined, and output that only the end of the program
flushes. A process that is killed as soon as its answer is there does none of it; one that runs
students inside itself does it when it ends, long after the student's turn.
"""

import atexit
import sys
import threading
import time

from attack import DONE


def last_words():
    print("last words")


def slow():
    time.sleep(0.02)
    print("thread")


def run(brief):
    atexit.register(last_words)
    atexit.register(print, "first of the last")
    sys.stdout.write("main\n")
    threading.Thread(target=slow).start()
    return DONE


ATTACK = {
    "effect": "a program ends in its own order",
    "means": "atexit, a thread that outlives main, buffered output",
    "oracle": "done",
    "expect": "main\nthread\nfirst of the last\nlast words\n",
    "run": run,
}
