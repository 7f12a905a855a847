# SPDX-License-Identifier: MIT
"""fork-chain.py - a relay race.

Goal: more of the processor than the exercise allows.
Means: RLIMIT_CPU counts for each process alone, and a child starts at zero. Ten runners, each well
within a limit of one second, and each hands on to the next.
"""

import os
import time

from attack import DONE, attempting, denied

RUNNERS = 10
LEG = 0.6  # seconds of the processor
SECONDS = 9


def run(brief):
    end = time.monotonic() + SECONDS
    attempting()
    for _ in range(RUNNERS):
        try:
            runner = os.fork()
        except OSError as why:
            return denied("fork", why)
        if runner == 0:
            while time.process_time() < LEG and time.monotonic() < end:
                pass
            os._exit(0)
        os.waitpid(runner, 0)
    return DONE


ATTACK = {
    "effect": "more time of the processor than allowed",
    "means": "a chain of children, each within RLIMIT_CPU",
    "oracle": "usage:cpu",
    "id": "CPU-03",
    "attack_id": "T1499.003, CWE-400",
    "remedy": "a wall clock, or the sum over all children; a filter on the making of processes",
    "refs": ["setrlimit(2): RLIMIT_CPU", "fork(2): the child's CPU counters are zero"],
    "run": run,
}
