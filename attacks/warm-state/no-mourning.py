# SPDX-License-Identifier: MIT
"""Goal:  the next student's right answer becomes wrong.
Means: SIGCHLD, ignored. The kernel then keeps no status of a child that has ended. Python's
       subprocess asks, is told that there is no such child, and takes the exit status for 0:
       every program that the next student starts has succeeded.
"""

import signal
import subprocess

from attack import DONE, attempting, failed, honest, submit


def run(brief):
    submit("0")
    attempting()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    return DONE


def victim(brief):
    """An exercise about programs that fail; where processes are refused it is done on paper."""
    try:
        status = subprocess.run(["false"]).returncode
    except OSError:
        status = 1
    return honest(brief) if status == 1 else failed("the status of false(1)", status)


ATTACK = {
    "effect": "every program that the next student starts seems to succeed, and the mark is wrong",
    "means": "SIGCHLD ignored in the warm process, so that no status of a child is kept",
    "oracle": "grade:spoiled",
    "scene": "before-victim",
    "grader": "rpc",
    "control": "in-process",
    "attack_id": "T1565.003, CWE-252",
    "remedy": "a process of its own for each submission, with no signal ignored",
    "refs": ["wait(2), SIGCHLD", "subprocess.Popen._try_wait"],
    "run": run,
    "victim": victim,
}
