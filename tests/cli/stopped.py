#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""Where no filter keeps it from that, a program stops the sandbox's own processes (SIGSTOP): the clock goes on
nevertheless, and a servant that was stopped is not taken for one that found no answer."""

import os
import signal
import subprocess
from pathlib import Path

from lib import BUILD, SCRATCH, done, expect

SANDBOX = BUILD / "ordeal-sandbox"
HANGS_S = 30

FAMILY = """
import os, signal, sys, time
def parent(pid):
    return int(open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()[1])
def children(pid):
    return {int(child) for child in open(f"/proc/{pid}/task/{pid}/children").read().split()}
reaper = os.getppid()
guard = parent(reaper)
"""

# Both at once: else one of them lets the other go on.
BOTH = FAMILY + """
os.kill(guard, signal.SIGSTOP)
os.kill(reaper, signal.SIGSTOP)
print("stopped", flush=True)
time.sleep(600)
"""

# Three processes share what would be too much for each to have: that takes an exact look to know. Meanwhile
# they grow, by more than may be touched without an answer, and by less than the budget.
SERVANT = FAMILY + """
while not children(guard) - {reaper}:
    time.sleep(0.001)
servant, = children(guard) - {reaper}
os.kill(servant, signal.SIGSTOP)
shared = b"x" * (48 << 20)
for child in range(2):
    if os.fork() == 0:
        time.sleep(600)
more = []
for step in range(48):
    more.append(b"y" * (256 << 10))
    time.sleep(0.04)
print("stopped", flush=True)
os._exit(0)
"""


def everybody_below(pid):
    found = [pid]
    for one in found:
        for file in Path("/proc").glob(f"{one}/task/*/children"):
            found += [int(child) for child in file.read_text().split()]
    return found


def run(script, *options):
    """The exit code; None: it did not end. And the report's reason, what the program printed."""
    command = [SANDBOX, "--layers", "session,rlimit", *options, "--", "/usr/bin/python3", "-c", script]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=SCRATCH)
    try:
        out, said = process.communicate(timeout=HANGS_S)
        return process.returncode, out, said
    except subprocess.TimeoutExpired:
        for pid in everybody_below(process.pid):
            os.kill(pid, signal.SIGKILL)
        process.communicate()
        return None, "", ""


code, out, said = run(BOTH, "--wall", "1")
expect("guard and reaper are stopped: the wall clock goes on", (code, out), (124, "stopped\n"))
code, out, said = run(SERVANT, "--wall", "20", "--memory", "96M")
expect("the servant is stopped: the program is not ended for that", (code, out, said), (0, "stopped\n", ""))
done()
