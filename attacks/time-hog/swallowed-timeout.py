# SPDX-License-Identifier: MIT
"""swallowed-timeout.py - "the time is up" is an exception like any other.

Goal: the worker waits longer than the exercise allows.
Means: a clock in the student's own interpreter can end the student's code only by raising something
in it. An honest `except:` around a loop body swallows that by mistake; this one means it.
"""

import time

from attack import DONE, attempting

SECONDS = 6


def run(brief):
    end = time.monotonic() + SECONDS
    attempting()
    while time.monotonic() < end:
        try:
            time.sleep(end - time.monotonic())
        except BaseException:
            pass
    return DONE


ATTACK = {
    "effect": "the worker waits longer than allowed",
    "means": "whatever the clock raises is caught, and the work goes on",
    "oracle": "usage:time",
    "attack_id": "T1499.003, CWE-693",
    "remedy": "a clock in another process, that kills",
    "run": run,
}
