# SPDX-License-Identifier: MIT
"""shell-pipelines.py - the classic :(){ :|:& };: with an end to it.

Goal: fill the task budget.
Means: a shell function that calls itself twice in a background pipeline, six levels deep: some 126
shells from 90 characters. The shell starts with an empty environment, without any LD_PRELOAD, and
in its own session, so that a refused bomb can be ended as one.
"""

import os
import signal
import subprocess

from attack import DONE, attempting, denied

BOMB = """
boom() {
    [ "$1" -gt 0 ] || exec sleep 4
    boom $(($1 - 1)) | boom $(($1 - 1)) &
    wait
}
boom 6
"""


def run(brief):
    attempting()
    try:
        shell = subprocess.Popen(["/bin/sh", "-c", BOMB], env={}, start_new_session=True,
                                 stderr=subprocess.PIPE)
    except OSError as why:
        return denied("sh", why)
    complaint = shell.stderr.readline()  # "Cannot fork", or the end of all shells
    if not complaint:
        return DONE
    try:
        os.killpg(shell.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    return denied("sh", complaint.decode(errors="replace").strip())


ATTACK = {
    "effect": "more processes than the budget",
    "means": "a shell function that pipes itself into itself, six levels deep",
    "oracle": "census",
    "threshold": 96,  # three quarters of its shells; the reference sandbox ends at 48 tasks
    "id": "FORK-08",
    "attack_id": "T1499.001, T1059.004, CWE-770",
    "remedy": "RLIMIT_NPROC; a filter on execve and on the making of processes",
    "run": run,
}
