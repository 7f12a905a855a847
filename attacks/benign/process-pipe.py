# SPDX-License-Identifier: MIT
"""process-pipe.py - one process and a pipe to it.

The part of multiprocessing that works without /dev/shm. A duplex Pipe is a socket pair: a filter
that denies every socket call breaks it even where it lets processes be.
"""

import multiprocessing

from attack import DONE


def answer(line):
    while (question := line.recv()) is not None:
        line.send(question[::-1])
    line.close()


def run(brief):
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe()
    child = context.Process(target=answer, args=(there,))
    child.start()
    for question in "stressed", [1, 2, 3]:
        here.send(question)
        print(here.recv())
    here.send(None)
    child.join()
    print(child.exitcode)
    return DONE


ATTACK = {
    "effect": "another process answers",
    "means": "multiprocessing: Process, Pipe",
    "oracle": "done",
    "id": "B08",
    "expect": "desserts\n[3, 2, 1]\n0\n",
    "run": run,
}
