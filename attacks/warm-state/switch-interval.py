# SPDX-License-Identifier: MIT
"""Goal:  the next student's program is too late.
Means: sys.setswitchinterval. After so long a thread that wants to run asks the one that runs to
       let it; it is five milliseconds, and may be a thousand seconds. A thread that calculates then
       lets nobody else in, not the one either that was to tell it to stop.
"""

import sys
import threading
import time

from attack import DONE, attempting, failed, honest, submit

LIMIT = 1.5  # seconds: an exercise has a time limit of its own


def run(brief):
    submit("0")
    attempting()
    sys.setswitchinterval(1000)
    return DONE


def victim(brief):
    """One thread counts until the other, ten milliseconds later, says that it is enough."""
    enough, end, late = threading.Event(), time.monotonic() + LIMIT, []

    def count():
        while not enough.is_set():
            if time.monotonic() > end:
                late.append("the time limit")
                return

    try:
        counter = threading.Thread(target=count)
        counter.start()
    except RuntimeError:
        return honest(brief)  # where threads are refused, on paper
    time.sleep(0.01)
    enough.set()
    counter.join()
    return failed("count", late[0]) if late else honest(brief)


ATTACK = {
    "effect": "the next student's threads do not take turns, and the program is too late",
    "means": "the interpreter's switch interval, left at a thousand seconds",
    "oracle": "grade:spoiled",
    "scene": "before-victim",
    "grader": "rpc",
    "control": "in-process",
    "attack_id": "T1499, CWE-833",
    "remedy": "a process of its own for each submission, started fresh",
    "refs": ["sys.setswitchinterval"],
    "run": run,
    "victim": victim,
}
