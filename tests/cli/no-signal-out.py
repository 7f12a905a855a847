#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""A program that may signal its children reaches none of the sandbox's own processes, older or younger."""

import subprocess
import time
from pathlib import Path

from lib import BUILD, SCRATCH, done, expect

SANDBOX = BUILD / "ordeal-sandbox"
PROGRAM = """
import os, signal, sys
print("ready", os.getpid(), flush=True)
for pid in map(int, sys.stdin.readline().split()):
    for sig in 0, signal.SIGSTOP:
        try:
            os.kill(pid, sig)
            print("reached", pid, sig)
        except OSError:
            pass
child = os.fork()
if not child:
    signal.pause()
os.kill(child, signal.SIGTERM)
print("its child", os.waitpid(child, 0)[1])
"""
MEDIATE = ["--layers", "fork,env,tmp,session,fds,rlimit,hygiene,seccomp,supervise,undumpable", "--mediate", "--processes"]


def children(pid):
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        return [int(child) for task in tasks for child in (task / "children").read_text().split()]
    except OSError:
        return []


def others(top, program, deadline):
    """All that runs for the sandbox but the program: wait until it has a helper besides."""
    while time.monotonic() < deadline:
        found, new = {top}, [top]
        while new:
            new = [child for pid in new for child in children(pid) if child != program and child not in found]
            found.update(new)
        if len(found) > 1:
            return sorted(found)
        time.sleep(0.01)
    return sorted(found)


for name, layers in ("mediate", MEDIATE), ("full", ["--layers", "full"]):
    run = subprocess.Popen([SANDBOX, *layers, "--stdin", "--wall", "60", "--", "python3", "-c", PROGRAM], cwd=SCRATCH,
                           stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    word, pid = run.stdout.readline().split()
    pids = others(run.pid, int(pid), time.monotonic() + 30)
    expect(f"{name}: there is a helper", len(pids) > 1)
    said, _ = run.communicate(" ".join(map(str, pids)) + "\n", timeout=60)
    expect(f"{name}: what it reached", said, "its child 15\n")
    expect(f"{name}: how it ended", run.returncode, 0)
done()
