#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""SIGKILL to any one of the sandbox's processes, or to the caller's whole group, at any moment: no process
of the program's is left, and no file. KILLS says how many times; 1000 is what `make test-long`
takes.

It has a /tmp of its own, in a name space of mounts: what others do there is not looked at.
"""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

OWN = "ORDEAL_OWN_TMP"
if OWN not in os.environ:
    how = ["--mount"] if os.geteuid() == 0 else ["--user", "--map-root-user", "--mount"]
    if subprocess.run(["unshare", *how, "mount", "-t", "tmpfs", "tmpfs", "/tmp"], capture_output=True).returncode:
        print("no name space of mounts to be had")
        sys.exit(77)
    # A clone that lies in /tmp is not seen any more.
    hidden = 'mount -t tmpfs tmpfs /tmp && { [ -e "$0" ] || { echo "the tests are in /tmp"; exit 77; }; } && exec "$0"'
    os.execvpe("unshare", ["unshare", *how, "sh", "-c", hidden, os.path.abspath(sys.argv[0])],
               dict(os.environ, **{OWN: "1"}))

from lib import BUILD, SCRATCH, done, expect, skip  # noqa: E402

SANDBOX = BUILD / "ordeal-sandbox"
KILLS = int(os.environ.get("KILLS", 48))
STACKS = [["--layers", "recommended", "--processes"], ["--layers", "full"], ["--layers", "locked"]]
WHOM = ["front", "reaper", "another", "group"]
GONE_S = 20  # for hanging only

if not SANDBOX.exists():
    skip("the build is in /tmp")


def children(pid):
    try:
        return [int(child) for task in os.listdir(f"/proc/{pid}/task")
                for child in Path(f"/proc/{pid}/task/{task}/children").read_text().split()]
    except OSError:
        return []


def program_of(pid):
    try:
        return os.readlink(f"/proc/{pid}/exe")
    except OSError:
        return ""


def ours(front):
    """The sandbox's own: the front, and those of its descendants that still run its program."""
    found = [front]
    for pid in found:
        found += [child for child in children(pid) if program_of(child) == program_of(front)]
    return found


def with_tag(tag):
    found = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            if tag in Path(f"/proc/{pid}/cmdline").read_text():
                found.append(int(pid))
        except OSError:
            pass
    return found


def wait_until(what):
    end = time.monotonic() + GONE_S
    while not what() and time.monotonic() < end:
        time.sleep(0.002)
    return what()


def kill(stack, whom, dice):
    tag = f"77.{dice.randrange(10 ** 9):09}"
    script = f"(setsid sleep {tag} &); sleep {tag} & echo secret > note.txt; mkdir -p a/b; echo; sleep {tag}"
    process = subprocess.Popen([SANDBOX, *stack, "--wall", "30", "--", "sh", "-c", script],
                               stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True)
    time.sleep(dice.choice((0.0005, 0.002, 0.005, 0.05)) * dice.random())
    if whom == "group":
        os.killpg(process.pid, signal.SIGKILL)
    else:
        candidates = ours(process.pid)
        target = {"front": candidates[0], "reaper": candidates[min(1, len(candidates) - 1)]}.get(whom, candidates[-1])
        try:
            os.kill(target, signal.SIGKILL)
        except ProcessLookupError:
            pass
    left = SCRATCH.name
    gone = wait_until(lambda: process.poll() is not None and not with_tag(tag) and os.listdir("/tmp") == [left])
    if not expect(f"{' '.join(stack)}: {whom} killed: all is gone", gone):
        print(process.returncode, with_tag(tag), os.listdir("/tmp"))
        for pid in with_tag(tag):
            os.kill(pid, signal.SIGKILL)
        process.kill()
        process.wait()
        subprocess.run("rm -rf /tmp/ordeal-????????????????", shell=True)


seed = int(os.environ.get("SEED", random.randrange(10 ** 6)))
dice = random.Random(seed)
print("seed", seed)
for number in range(KILLS):
    kill(STACKS[number % len(STACKS)], WHOM[number // len(STACKS) % len(WHOM)], dice)
done()
