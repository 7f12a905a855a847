# SPDX-License-Identifier: MIT
"""processors.py - how many processors, and which of them?

Every library with threads asks. sched_getaffinity(2) refused with EPERM is an exception at import;
setting one's own affinity is harmless, another's is not, and a filter has to tell them apart.
"""

import os
import platform

from attack import DONE


def run(brief):
    mine = os.sched_getaffinity(0)
    print(os.cpu_count() >= len(mine) >= 1)
    os.sched_setaffinity(0, {min(mine)})
    print(len(os.sched_getaffinity(0)))
    os.sched_setaffinity(0, mine)
    print(os.sched_getaffinity(0) == mine)
    print(platform.system(), os.nice(0) >= 0, os.getloadavg()[0] >= 0)
    print(os.sysconf("SC_PAGE_SIZE") > 0)
    return DONE


ATTACK = {
    "effect": "a program learns how many processors it has",
    "means": "os.cpu_count, sched_getaffinity, sched_setaffinity of itself",
    "oracle": "done",
    "id": "B21",
    "expect": "True\n1\nTrue\nLinux True True\nTrue\n",
    "run": run,
}
