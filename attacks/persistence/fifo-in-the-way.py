# SPDX-License-Identifier: MIT
"""Goal:  the next student waits for nothing.
Means: a FIFO where the next student writes its file. open(2) for writing waits for a reader, who
       never comes; no process is left behind, and the folder's listing looks as usual.
"""

import os
import signal

from attack import DONE, attempting, deadline, denied, failed

PATIENCE = 2  # seconds: an exercise has a time limit of its own


def run(brief):
    attempting()
    try:
        os.mkfifo(f"/tmp/{brief.name}.txt", 0o600)
    except OSError as why:
        return denied("mkfifo", why)
    return DONE


def late(_signal, _frame):
    raise TimeoutError("the time limit")


def victim(brief):
    signal.signal(signal.SIGALRM, late)
    deadline(PATIENCE)
    for folder in ("/tmp", "."):
        try:
            with open(f"{folder}/{brief.name}.txt", "w", encoding="ascii") as file:
                file.write(brief.secret)
            return DONE
        except TimeoutError as why:
            return failed("open", why)
        except OSError:
            continue
    return failed("open", "no folder to write in")


ATTACK = {
    "effect": "the next student's program waits for a reader until its time is up",
    "means": "a FIFO with the name of the file that it will write",
    "oracle": "victim",
    "scene": "before-victim",
    "id": "TMPS-09",
    "attack_id": "T1499, CWE-459, CWE-377",
    "remedy": "an emptied /tmp, or a folder for each student; O_NONBLOCK, and fstat(2) after open",
    "refs": ["fifo(7)"],
    "run": run,
    "victim": victim,
}
