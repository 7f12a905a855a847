# SPDX-License-Identifier: MIT
"""own-figures.py - how a program measures itself: processor time by its number, its group and session,
its priority; and reads what is in memory already, if the kernel can say so. Breaks where a filter
knows no pid but 0, and where a flag that is refused gets another error than one that is not there."""

import ctypes
import errno
import os
import threading
import time

from attack import DONE

libc = ctypes.CDLL(None)


def processor_clock(pid):
    clock = ctypes.c_int()
    return clock.value if libc.clock_getcpuclockid(pid, ctypes.byref(clock)) == 0 else None


def read_at_once(fd, n):
    """What a reader does who must not wait: ask, and where there is no answer read as everybody does."""
    buffer = bytearray(n)
    try:
        got = os.preadv(fd, [buffer], 0, os.RWF_NOWAIT)
    except OSError as why:
        if why.errno not in (errno.EAGAIN, errno.EOPNOTSUPP, errno.ENOSYS):
            raise
        got = os.preadv(fd, [buffer], 0)
    return bytes(buffer[:got])


def run(brief):
    me = os.getpid()
    for pid in 0, me:
        clock = processor_clock(pid)
        print("clock", clock is not None and time.clock_gettime(clock) > 0 and time.clock_getres(clock) < 1)
    thread = time.pthread_getcpuclockid(threading.get_ident())
    print("thread", time.clock_gettime(thread) > 0, time.clock_getres(thread) < 1)
    print("group", os.getpgid(me) == os.getpgrp(), os.getsid(me) == os.getsid(0))
    print("scheduler", os.sched_getscheduler(me), os.sched_getparam(me).sched_priority, len(os.sched_getaffinity(me)) > 0,
          os.sched_rr_get_interval(me) >= 0, os.getpriority(os.PRIO_PROCESS, me) >= 0)
    with open("data", "w+b") as file:
        print("written", os.pwritev(file.fileno(), [b"some ", b"text"], 0))
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_SEQUENTIAL)
        print(read_at_once(file.fileno(), 64).decode())
    return DONE


ATTACK = {
    "effect": "a program measures itself, and reads what is in memory already",
    "means": "clocks, groups and priorities by the process's own number; preadv2(2) with a flag",
    "oracle": "done",
    "expect": "clock True\nclock True\nthread True True\ngroup True True\nscheduler 0 0 True True True\n"
              "written 9\nsome text\n",
    "run": run,
}
