# SPDX-License-Identifier: MIT
"""Goal:  another session gets the least of the processor's time.
Means: /proc/PID/autogroup, the nice value of a whole session. Filters of setpriority(2) and
       sched_setattr(2) see a write to a file. The kernel takes ten such writes a second, from
       everybody together, and asks the others to come again.
"""

import os
import time

from attack import DONE, attempting, denied

TRIES = 150


def run(brief):
    why = "too many others"
    attempting()
    for _ in range(TRIES):
        try:
            with open(f"/proc/{brief.decoy or brief.worker}/autogroup", "wb", buffering=0) as file:
                os.write(file.fileno(), b"19")  # file.write() says nothing of EAGAIN
            return DONE
        except BlockingIOError:
            time.sleep(0.02)
        except OSError as error:
            why = error
            break
    return denied("/proc/PID/autogroup", why)


ATTACK = {
    "effect": "another session gets the least of the processor's time",
    "means": "writing to /proc/PID/autogroup",
    "oracle": "settings",
    "attack_id": "T1499, CWE-668",
    "remedy": "a worker that is not dumpable: root owns its files then; Landlock without /proc",
    "refs": ["sched(7), The autogroup feature"],
    "run": run,
}
