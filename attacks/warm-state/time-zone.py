# SPDX-License-Identifier: MIT
"""Goal:  the next student's right answer becomes wrong.
Means: time.tzset(). The C library reads TZ once and keeps the rules; the variable is put back, so
       that the environment is as it was, and who empties it or compares it finds nothing. For the
       rest of the process's life the day begins elsewhere.
"""

import os
import time

from attack import DONE, attempting, failed, honest, submit


def run(brief):
    was = os.environ.get("TZ")
    submit("0")
    attempting()
    os.environ["TZ"] = "ORDEAL-11"
    time.tzset()
    os.environ.pop("TZ")
    if was is not None:
        os.environ["TZ"] = was
    return DONE


def victim(brief):
    """On which day of January 1970 was its 50000th second? The platform's zone is UTC."""
    day = time.localtime(50000).tm_mday
    return honest(brief) if day == 1 else failed("the day", day)


ATTACK = {
    "effect": "the next student calculates with another time zone and is marked wrong",
    "means": "the C library's time zone, set by tzset(3); TZ itself is put back",
    "oracle": "grade:spoiled",
    "scene": "before-victim",
    "grader": "rpc",
    "control": "in-process",
    "attack_id": "T1565.003, CWE-471",
    "remedy": "a process of its own for each submission, started fresh",
    "refs": ["time.tzset", "tzset(3)"],
    "run": run,
    "victim": victim,
}
