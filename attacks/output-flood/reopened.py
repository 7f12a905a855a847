# SPDX-License-Identifier: MIT
"""reopened.py - round the back of sys.stdout.

Goal: more output than the budget.
Means: a captured print is an object in the student's interpreter, and so is every counter in it.
The pipe is still descriptor 1 of the process, and /proc/self/fd/1 opens it once more for whoever
asks.
"""

from attack import DONE, attempting, denied

MIB = 1 << 20
LINE = b"The captured print has not seen this line.\n"


def run(brief):
    text = LINE * (MIB // len(LINE))
    attempting()
    try:
        with open("/proc/self/fd/1", "wb", buffering=0) as stdout:
            for _ in range(64):
                stdout.write(text)
    except OSError as why:
        return denied("open", why)
    return DONE


ATTACK = {
    "effect": "more output than the budget",
    "means": "the pipe, opened again as /proc/self/fd/1",
    "oracle": "usage:output",
    "attack_id": "T1499.003, CWE-400, CWE-693",
    "remedy": "a reader in another process, that counts what comes out of the pipe",
    "refs": ["proc_pid_fd(5)"],
    "run": run,
}
