# SPDX-License-Identifier: MIT
"""own-limits.py - a program asks for its limits, and lowers one.

Both are prlimit64(2) today. A filter that denies it to protect other processes has to allow pid 0,
and to return EPERM is enough to break `import resource` users, subprocess among them.
"""

import resource
import time

from attack import DONE


def run(brief):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    print(soft > 16)
    resource.setrlimit(resource.RLIMIT_NOFILE, (16, hard))
    files = []
    try:
        while True:
            files.append(open("/dev/null"))
    except OSError as error:
        print(error.strerror)
    for file in files:
        file.close()
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    usage = resource.getrusage(resource.RUSAGE_SELF)
    print(usage.ru_maxrss > 1000, time.process_time() > 0)
    return DONE


ATTACK = {
    "effect": "a program knows and lowers its limits",
    "means": "resource.getrlimit, setrlimit, getrusage",
    "oracle": "done",
    "id": "B22",
    "expect": "True\nToo many open files\nTrue True\n",
    "run": run,
}
