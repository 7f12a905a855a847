# SPDX-License-Identifier: MIT
"""Goal:  processor time beyond the exercise's.
Means: a loop that makes no call at all: a runtime that looks at its clock when the guest calls it never
       looks. What a program in the guest could be interrupted by is ignored first.
"""

import sys
import time

from attack import DONE, attempting

SECONDS = 5


def run(brief):
    attempting()
    sys.settrace(None)
    end = time.monotonic() + SECONDS
    x = 1
    while time.monotonic() < end:
        try:
            for _ in range(1 << 22):
                x = x * 5 & 0xFFFF
        except BaseException:  # an interrupt comes as an exception
            pass
    return DONE


ATTACK = {
    "effect": "more processor time than allowed",
    "means": "a loop without calls, which swallows what is raised in it",
    "oracle": "usage:cpu",
    "attack_id": "T1499.003, CWE-835",
    "remedy": "a clock that ends the guest from outside, whatever it does",
    "run": run,
}
