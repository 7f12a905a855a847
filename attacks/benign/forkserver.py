# SPDX-License-Identifier: MIT
"""forkserver.py - workers by multiprocessing's start method that newer versions of Python use unless told
otherwise: a server in a process of its own, which is asked over a socket in a temporary folder and is
handed descriptors through it. Breaks where there are no sockets, or none with a name."""

import math
import multiprocessing

from attack import DONE, failed


def run(brief):
    context = multiprocessing.get_context("forkserver")
    try:
        with context.Pool(2) as pool:
            print(pool.map(math.factorial, range(5)))
    except OSError as why:
        return failed("forkserver", why)
    return DONE


ATTACK = {
    "effect": "a pool of workers by the start method forkserver",
    "means": "a listener in a temporary folder; sendmsg(2) with descriptors; semaphores in /dev/shm",
    "oracle": "done",
    "expect": "[1, 1, 2, 6, 24]\n",
    "run": run,
}
