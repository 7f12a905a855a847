# SPDX-License-Identifier: MIT
"""timers.py - sleep, alarm, and a handler of one's own.

What breaks it: a filter on setitimer and alarm, and a grader inside the same process whose own
timer collides with the student's.
"""

import signal
import time

from attack import DONE


def run(brief):
    rings = []
    signal.signal(signal.SIGALRM, lambda number, frame: rings.append(number))
    start = time.monotonic()
    time.sleep(0.02)
    print(time.monotonic() - start >= 0.02)
    signal.setitimer(signal.ITIMER_REAL, 0.02, 0.02)
    while len(rings) < 3:
        signal.pause()
    signal.setitimer(signal.ITIMER_REAL, 0)
    print(rings == [signal.SIGALRM] * len(rings))
    signal.alarm(9)
    print(signal.alarm(0) > 0)
    return DONE


ATTACK = {
    "effect": "timers ring",
    "means": "time.sleep, setitimer with a handler, alarm",
    "oracle": "done",
    "id": "B20",
    "expect": "True\nTrue\nTrue\n",
    "run": run,
}
