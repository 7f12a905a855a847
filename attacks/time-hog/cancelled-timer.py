# SPDX-License-Identifier: MIT
"""cancelled-timer.py - the student has the same clock in hand.

Goal: the worker waits longer than the exercise allows.
Means: a process has one alarm, one handler table and one signal mask. Whoever runs in the process
that wound the clock up can stop it, take off its hammer, or put cotton in his ears.
"""

import signal
import sys
import time

from attack import DONE, attempting

SECONDS = 6
CLOCKS = {
    signal.ITIMER_REAL: signal.SIGALRM,
    signal.ITIMER_VIRTUAL: signal.SIGVTALRM,
    signal.ITIMER_PROF: signal.SIGPROF,
}


def run(brief):
    attempting()
    sys.settrace(None)
    for clock, ring in CLOCKS.items():
        signal.setitimer(clock, 0)
        signal.signal(ring, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_BLOCK, CLOCKS.values())
    time.sleep(SECONDS)
    return DONE


ATTACK = {
    "effect": "the worker waits longer than allowed",
    "means": "the timer is cancelled, its signal ignored and blocked",
    "oracle": "usage:time",
    "id": "CPU-07",
    "attack_id": "T1499.003, CWE-693",
    "remedy": "a clock in another process",
    "refs": ["setitimer(2)", "pthread_sigmask(3)"],
    "run": run,
}
