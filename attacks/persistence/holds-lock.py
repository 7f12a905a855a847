# SPDX-License-Identifier: MIT
"""Goal:  the next student waits for nothing.
Means: a survivor that holds a lock on a file that every student's program locks, as font caches and
       package managers do. The file is where it always is, and nothing in it is wrong.
"""

import fcntl
import os
import signal
import time

from attack import DONE, attempting, denied, failed

LIFE = 4
PATIENCE = 1.5  # seconds: an exercise has a time limit of its own


def lock_file(folder="/tmp"):
    return os.open(f"{folder}/cache.lock", os.O_RDWR | os.O_CREAT, 0o600)


def run(_brief):
    attempting()
    try:
        lock = lock_file()
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        child = os.fork()
    except OSError as why:
        return denied("a lock and a process to hold it", why)
    if child == 0:
        os.setsid()
        os.closerange(0, lock)
        os.closerange(lock + 1, 1024)
        time.sleep(LIFE)
        os._exit(0)
    return DONE


def late(_signal, _frame):
    raise TimeoutError("somebody else has it")


def victim(_brief):
    """An exercise with a cache; where no file may be opened it does without."""
    for folder in ("/tmp", "."):
        try:
            lock = lock_file(folder)
            break
        except OSError:
            continue
    else:
        return DONE
    signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, PATIENCE)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
    except TimeoutError as why:
        return failed("flock", why)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return DONE


ATTACK = {
    "effect": "the next student's program waits for a lock until its time is up",
    "means": "a survivor that holds flock(2) on a cache's lock file",
    "oracle": "victim",
    "scene": "before-victim",
    "attack_id": "T1499, CWE-459, CWE-667",
    "remedy": "end every process of a run before the next starts; an emptied /tmp",
    "refs": ["flock(2)"],
    "run": run,
    "victim": victim,
}
