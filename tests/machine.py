# SPDX-License-Identifier: MIT
"""What a run could leave behind on the machine, and how to look for it.

The test becomes a subreaper, so that whatever the harness orphans becomes its child: "ours" is
whoever has it among their ancestors, and nobody else's processes are mistaken for ours.
"""

import ctypes
import os
import re
import time
from pathlib import Path

PR_SET_CHILD_SUBREAPER = 36
GONE_SECONDS = 10

ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def processes():
    """pid -> (parent, name) of everything that runs; zombies do not."""
    table = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            stat = (folder / "stat").read_text()
        except OSError:
            continue
        name, rest = stat[stat.index("(") + 1:stat.rindex(")")], stat[stat.rindex(")") + 2:].split()
        if rest[0] not in "ZX":
            table[int(folder.name)] = int(rest[1]), name
    return table


def ancestors(pid, table):
    while pid in table:
        pid = table[pid][0]
        yield pid


def ours(table=None):
    table = table or processes()
    return {pid for pid in table if os.getpid() in ancestors(pid, table)}


def others_arenas(table):
    """Somebody else may be running ordeal on this machine."""
    mine = ours(table)
    return {pid for pid in table if any(up not in mine and table.get(up, (0, ""))[1] == "ordeal"
                                        for up in (pid, *ancestors(pid, table)))}


def children(parent, name="ordeal"):
    return sorted(pid for pid, entry in processes().items() if entry == (parent, name))


def namespaces():
    """Every namespace that a process is in, other people's arenas left out."""
    table, found = processes(), set()
    for pid in set(table) - others_arenas(table):
        try:
            found |= {os.readlink(link) for link in Path(f"/proc/{pid}/ns").iterdir()}
        except OSError:
            continue
    return found


def mounts():
    """Of the machine's first namespace and of our own, without their numbers."""
    return {re.sub(r"^\d+ \d+ ", "", line) for pid in ("1", "self")
            for line in Path(f"/proc/{pid}/mountinfo").read_text().splitlines()}


def cgroup_roots():
    for line in Path("/proc/self/mountinfo").read_text().splitlines():
        fields, (kind, *_) = line.split(" - ")[0].split(), line.split(" - ")[1].split()
        if kind in ("cgroup", "cgroup2"):
            yield Path(fields[4])


def start_time(pid):
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return None
    return int(stat[stat.rindex(")") + 2:].split()[19])


def orphaned_cgroups():
    """Folders of arenas whose keeper is dead, by the name that says who it was."""
    found = set()
    for root in cgroup_roots():
        for folder in root.glob("**/ordeal-*-*"):
            _, pid, start = folder.name.split("-")
            if start_time(int(pid)) != int(start):
                found.add(folder)
    return found


def reap():
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass


def until(condition, seconds=GONE_SECONDS):
    """Wait for it; its last value."""
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        reap()
        time.sleep(0.005)
    reap()
    return condition()
