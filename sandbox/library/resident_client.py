# SPDX-License-Identifier: MIT
"""resident_client.py - send a student's program to a resident `ordeal-sandbox --serve`.

For whoever keeps a Python process warm and used to exec() student code in it. In that process

    resident_client.start("--layers", "full", ...)   once: the launcher, with nothing of ours in it; and
                                                     with "--zygote", "python3": programs in its forks
    resident_client.run(args=["python3", script])    each program: what ordeal-request(7) says

and, in place of exec(): `resident_client.divert()`, which lets the program of sys.argv run there, passes on
what it printed, and ends as it ended.
"""

import os
import subprocess
import sys
import time

from request_client import Launcher, folders

PARKED = 4  # processes of a launcher whose next program is parked: zygote, guard, reaper, program
PARKED_SECONDS = 5

launcher = Launcher("ordeal-sandbox", "--serve", "-", "--slots", "1")
run = launcher.run


def has_zygote():
    return "--zygote" in launcher.words


def start(*options):
    """Start it, and wait until it answers, and has parked the next program."""
    launcher.start(options, **({"program": "pass"} if "--zygote" in options else {"args": ["true"]}))
    deadline = time.monotonic() + PARKED_SECONDS
    while has_zygote() and descendants(launcher.process.pid) < PARKED and time.monotonic() < deadline:
        time.sleep(0.001)


def best(full, locked):
    """The strongest stack that can be applied here, with what the columns of its name are started with."""
    can = subprocess.run([launcher.words[0], "--probe", "--layers", "full"], env={}, capture_output=True, check=False)
    if can.returncode == 0:
        return ["--layers", "full", "--memory", full, "--rw-try", "/dev/shm", "--tmp-clear", "/dev/shm", *folders()]
    return ["--layers", "locked", "--memory", locked, "--data", locked]


def descendants(pid):
    """How many there are: /proc tells whose child each process is."""
    parents = {}
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{name}/stat", encoding="utf-8", errors="replace") as file:
                parents[int(name)] = int(file.read().rpartition(")")[2].split()[1])
        except OSError:
            continue
    found = {pid}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return len(found) - 1


def divert():
    """The student's program that is about to run in this process runs in a run of its own."""
    launcher.divert(*([] if has_zygote() else [sys.executable, "-B"]), *sys.argv)
