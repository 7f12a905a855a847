# SPDX-License-Identifier: MIT
"""recreated-file.py - a file that comes back.

Goal: another student's work.
Means: a process the first run left behind writes the file anew every millisecond, for five
seconds. Who empties /tmp and then ends the processes, or empties it once, has a full /tmp.

    victim   --fork--> survivor: write, 1 ms, write, 1 ms ...
    cleaner                         unlink
    attacker                                open
"""

import os
import time

from attack import DONE, attempting, denied, honest, loot

EVERY, LIFE, PATIENCE = 0.001, 5, 1


def run(brief):
    deadline = time.monotonic() + PATIENCE
    attempting()
    while True:
        try:
            with open(f"/tmp/{brief.name}.again", "rb") as file:
                text = file.read()
            if text:  # else it is being written this moment
                loot(text)
                return DONE
            why = "empty"
        except OSError as error:
            why = error
        if time.monotonic() > deadline:
            return denied("open", why)
        time.sleep(EVERY)


def write_again(brief):
    try:
        with open(f"/tmp/{brief.name}.again", "x") as file:
            file.write(brief.secret)
    except OSError:
        pass  # it is still there, or may not be


def survive(brief):
    """Leave the session and every pipe, so that nobody waits for us, and keep writing."""
    write_again(brief)
    os.setsid()
    os.closerange(0, 1024)
    deadline = time.monotonic() + LIFE
    while time.monotonic() < deadline:
        write_again(brief)
        time.sleep(EVERY)


def victim(brief):
    written, tell = os.pipe()
    try:
        if os.fork() == 0:
            try:
                survive(brief)
            finally:
                os._exit(0)
    except OSError:
        pass  # a refused survivor is the defence at work; the student's own work goes on
    os.close(tell)
    os.read(written, 1)  # end of file: it has written once, and let go of all it had
    return honest(brief)


ATTACK = {
    "effect": "the next student reads the last one's file",
    "means": "a surviving process writes the file again every millisecond",
    "oracle": "secret:victim",
    "scene": "after-victim",
    "quick": True,
    "id": "TMPS-08",
    "attack_id": "T1005, CWE-459, CWE-367",
    "remedy": "end every process of a run first, then clean, then verify",
    "run": run,
    "victim": victim,
}
