# SPDX-License-Identifier: MIT
"""What a run could leave behind on the machine, and how to look for it.

Others use this machine too: another run of ordeal, ordeal-sandbox, whatever. So only what is ours
is looked at. The test becomes a subreaper: whatever the harness orphans becomes its child, and
"ours" is whoever has it among their ancestors. As root it has mounts and a /tmp of its own, and
cgroups where they can be divided (version 1); elsewhere what has a name of ours.
"""

import atexit
import contextlib
import ctypes
import os
import re
import time
from pathlib import Path

PR_SET_CHILD_SUBREAPER = 36
GONE_SECONDS = 60  # for hanging only

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


def children(parent, name="ordeal"):
    return sorted(pid for pid, entry in processes().items() if entry == (parent, name))


def namespaces():
    """Every namespace that a process of ours is in, and we are not. One that nobody is in needs a
    mount, or a process that holds it open: those are looked for themselves."""
    found = set()
    for pid in ours():
        try:
            found |= {os.readlink(link) for link in Path(f"/proc/{pid}/ns").iterdir()}
        except OSError:
            continue
    return found - {os.readlink(link) for link in Path("/proc/self/ns").iterdir()}


def mounts(names=None):
    """Of our own namespace, without their numbers. Where that is the machine's, those of ours: with
    one of the names in them."""
    lines = {re.sub(r"^\d+ \d+ ", "", line)
             for line in Path("/proc/self/mountinfo").read_text().splitlines()}
    return {line for line in lines if not names or any(name in line for name in names)}


def cgroup_mounts():
    """controllers -> the folder where that hierarchy is mounted, and the one in it that we are in."""
    paths = dict(line.split(":", 2)[1:] for line in Path("/proc/self/cgroup").read_text().splitlines())
    for line in Path("/proc/self/mountinfo").read_text().splitlines():
        fields, (kind, _, options) = line.split(" - ")[0].split(), line.split(" - ")[1].split()[:3]
        if kind == "cgroup2":
            yield "", Path(fields[4]), Path(fields[4])
        elif kind == "cgroup":
            for names, path in paths.items():
                if names and set(names.split(",")) <= set(options.split(",")):
                    inside = os.path.relpath(path, fields[3]) if path.startswith(fields[3]) else "."
                    yield names, Path(fields[4]), Path(fields[4]) / inside


def own_tmp(script):
    """Can /tmp be a file system of the test's own? Not if the build or the test lies in it."""
    paths = os.environ.get("ORDEAL_BUILD", ""), os.path.abspath(script)
    return os.geteuid() == 0 and not any(path.startswith("/tmp/") for path in paths)


def own_cgroups():
    """Go into groups of our own, below those we are in, where arenas then get theirs. The folders
    to look through: these, or all where they cannot be made."""
    return make_cgroups() or [top for _, top, _ in cgroup_mounts()]


def make_cgroups():
    mine = []
    for names, _, here in cgroup_mounts():
        group = here / f"ordeal-test-of-{os.getpid()}"
        if not {"pids", "memory", "cpuacct"} & set(names.split(",")):
            continue
        try:
            group.mkdir()
            (group / "cgroup.procs").write_text("0")
        except OSError:
            with contextlib.suppress(OSError):
                group.rmdir()
            continue
        mine.append(group)
        atexit.register(leave_cgroup, group)
    return mine


def leave_cgroup(group):
    with contextlib.suppress(OSError):
        (group.parent / "cgroup.procs").write_text(str(os.getpid()))
        for folder in sorted(group.glob("**/"), reverse=True):
            folder.rmdir()


def start_time(pid):
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return None
    return int(stat[stat.rindex(")") + 2:].split()[19])


def orphaned_cgroups(roots):
    """Folders of arenas whose keeper is dead, by the name that says who it was."""
    found = set()
    for root in roots:
        for folder in root.glob("**/ordeal-*-*"):
            _, pid, start = folder.name.split("-")[:3]
            if not pid.isdigit() or not start.isdigit():
                continue
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
