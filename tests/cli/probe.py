#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""ordeal-probe: what it says fits its schema, is what another way of asking says, and changes where
something is refused. Killed at any moment it leaves nothing."""

import json
import os
import platform
import random
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path

import jsonschema

from lib import BUILD, ROOT, SCRATCH, done, expect

PROBE = BUILD / "ordeal-probe"
SANDBOX = BUILD / "ordeal-sandbox"
DECIDE = ("prctl", "filters", "landlock", "limits", "files.tmp", "processes")
schema = json.loads((ROOT / "results/schema/probe.schema.json").read_text())

# What functions are said to do: prctl(2) or a part of it, and seccomp(2), end with EPERM.
REFUSER = """
import ctypes, os, struct, sys
numbers = [int(n) for n in sys.argv[1].split(",") if n]
load, equal, answer, allow = (0x20, 0, 0, 0), 0x15, (6, 0, 0, 0x50001), (6, 0, 0, 0x7FFF0000)
code = [load]
for nr in numbers:
    code += [(equal, 0, 1, nr), answer]
if sys.argv[2] != "all":
    code += [(equal, 0, 3, 157), (0x20, 0, 0, 16), (equal, 0, 1, int(sys.argv[2])), answer]
code.append(allow)
code = b"".join(struct.pack("HBBI", *i) for i in code)
filter = ctypes.create_string_buffer(code)
address = ctypes.addressof(filter)
program = ctypes.create_string_buffer(struct.pack("HxxxxxxQ", len(code) // 8, address))
libc = ctypes.CDLL(None)
if os.geteuid() and libc.prctl(38, 1, 0, 0, 0) or libc.prctl(22, 2, program, 0, 0):
    sys.exit(77)
os.execv(sys.argv[3], sys.argv[3:])
"""

# A pid 1 for orphans, as a container has one: where prctl(2) is refused the probe cannot adopt them.
REAPER = """
import ctypes, os, sys
ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)
probe = os.fork()
if not probe:
    os.execv(sys.argv[1], sys.argv[1:])
while True:
    pid, status = os.wait()
    if pid == probe:
        sys.exit(os.waitstatus_to_exitcode(status))
"""


def ask(*args, before=()):
    reaper = ["/usr/bin/python3", "-c", REAPER] if before else []
    run = subprocess.run([*reaper, *before, PROBE, *args], capture_output=True, text=True, timeout=600,
                         stdin=subprocess.DEVNULL)
    expect(f"exit code of {args}", (run.returncode, run.stderr), (0, ""))
    report = json.loads(run.stdout)
    jsonschema.validate(report, schema)
    return report


def refused(numbers, option="all"):
    return ["/usr/bin/python3", "-c", REFUSER, ",".join(map(str, numbers)), str(option)]


whole = ask("--json")
answers = whole["answers"]

# The same, asked in another way.
status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
expect("uid", answers["identity.uid"]["number"], os.getuid())
expect("gid", answers["identity.gid"]["number"], os.getgid())
expect("capabilities", answers["identity.capabilities"]["items"],
       {name: status[name].strip() for name in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")})
expect("filters", answers["identity.seccomp"]["number"], int(status["Seccomp"]))
expect("kernel", answers["machine.kernel"]["text"].startswith(f"Linux {platform.release()} "), True)
expect("cpus", answers["machine.cpus"]["number"], len(os.sched_getaffinity(0)))
environment = answers["identity.environment"]["items"]
expect("environment, names", set(environment) <= set(os.environ), True)
expect("environment, no values", set(environment.values()) <= {"set"}, True)
expect("all is answered", [name for name, a in answers.items() if a["is"] == "unknown"], [])

listed = subprocess.run([PROBE, "--list"], capture_output=True, text=True).stdout.split("\n")
expect("every question was asked", [line.split()[0] for line in listed if line], list(answers))

# The layers are the sandbox's.
layers = subprocess.run([SANDBOX, "--list-layers"], capture_output=True, text=True).stdout
layers = {line.split()[0] for line in layers.splitlines()}
expect("layers", set(whole["conclusion"]["layers"]) <= layers)
for layer in whole["conclusion"]["layers"].values():
    expect("what decides was asked", layer["question"] is None or layer["question"] in answers)

# Every number is accounted for, and the known ones have names.
calls = answers["calls.reachable"]
expect("a kernel has many calls", calls["number"] > 250, True)
expect("all numbers", len(calls["items"]), 514)
expect("openat(2) answers", calls["items"]["openat"], "EFAULT")
expect("exit(2) is skipped", calls["items"]["exit"].startswith("skipped: "), True)
refusals = ("ENOSYS", "EPERM", "EACCES", "SIG", "hung", "skipped")
expect("the count is of the items", calls["number"],
       sum(not value.startswith(refusals) for value in calls["items"].values()))

# One group alone, and a table.
expect("a part", set(ask("filters.load", "sockets.un")["answers"]),
       {"filters.load", "filters.load_by_prctl", "filters.load_without_no_new_privs",
        "sockets.unix"})
expect("... is no ground to conclude", ask("filters")["conclusion"]["text"],
       "not enough was asked to say what can be loaded here")
table = subprocess.run([PROBE, "--table", "prctl", "filters", "landlock", "limits", "files.tmp",
                        "processes"], capture_output=True, text=True).stdout
expect("the conclusion comes first", table.split("\n")[0], whole["conclusion"]["text"])
expect("a wrong option", subprocess.run([PROBE, "--no"], capture_output=True).returncode, 2)


def otherwise(*lines):
    run = subprocess.run([PROBE, "--expect", "\n".join(lines)], capture_output=True, text=True)
    return run.returncode, run.stdout + run.stderr


right = f"identity.uid={os.getuid()}", "objects.memfd=yes", "calls.reachable:openat=EFAULT"
expect("as expected", otherwise(*right), (0, ""))
wrong = "objects.memfd=EPERM", "calls.reachable:openat=EPERM", "no.such=yes"
expect("otherwise", otherwise(*right, *wrong),
       (1, "objects.memfd: yes, not EPERM\ncalls.reachable:openat: EFAULT, not EPERM\n"
           "no.such: no such question, not yes\n"))

if platform.machine() == "x86_64" and os.geteuid() == 0:
    # Only prctl(PR_SET_NO_NEW_PRIVS) is refused. Asking for it is not.
    some = ask(*DECIDE, before=refused([], 38))
    expect("no new privs: by doing", some["answers"]["prctl.set_no_new_privs"],
           {"is": "no", "step": "prctl(PR_SET_NO_NEW_PRIVS)", "errno": "EPERM"})
    expect("... which can be asked for", some["answers"]["prctl.get_no_new_privs"]["is"], "yes")
    expect("... then locked is left", some["conclusion"]["strongest"], "locked")
    expect("... says so first", some["conclusion"]["text"].split(",")[0],
           "only `locked`: nnp EPERM")

    # All of prctl(2), seccomp(2), ptrace(2), unshare(2) and fallocate(2).
    locked = ask(before=refused([157, 317, 101, 272, 285]))
    for name, step in {"prctl.set_name": "prctl(PR_SET_NAME)",
                       "processes.ptrace": "ptrace(PTRACE_ATTACH) to a child",
                       "namespaces.user": "unshare(CLONE_NEWUSER)",
                       "objects.fallocate": "fallocate(2)",
                       "filters.load": "prctl(PR_SET_NO_NEW_PRIVS)"}.items():
        expect(name, locked["answers"][name], {"is": "no", "step": step, "errno": "EPERM"})
    expect("locked", locked["conclusion"]["strongest"], "locked")
    expect("the surface shrinks by them",
           {name for name, v in locked["answers"]["calls.reachable"]["items"].items()
            if v == "EPERM" and calls["items"][name] != "EPERM"},
           {"prctl", "seccomp", "ptrace", "unshare", "fallocate"})

# Killed at any moment, it leaves nothing: no process, no file, no segment, no queue.
own = SCRATCH / "ordeal-probe"
shutil.copy2(PROBE, own)


def left():
    found = []
    for exe in Path("/proc").glob("[0-9]*/exe"):
        try:
            found += [exe.parent.name] if os.readlink(exe).startswith(str(own)) else []
        except OSError:
            pass
    return found


def names(pid):
    """Files that the probe could have made, and System V segments of this process."""
    shm = Path("/proc/sysvipc/shm")
    rows = [line.split() for line in shm.read_text().splitlines()[1:]] if shm.exists() else []
    files = [name for folder in ("/tmp", "/dev/shm") for name in os.listdir(folder)
             if not re.fullmatch(r"ordeal-probe-\w{6}", name)]  # mkdtemp's: ordeal's, of another run
    return [name for name in files if name.startswith("ordeal-probe")] + \
        [row[1] for row in rows if row[4] == str(pid)]


random.seed(4711)
for i in range(24):  # at any time, and while it forks what is to be killed with it
    one, most = ([], 1.0) if i < 6 else (["processes.children"], 0.03)
    run = subprocess.Popen([own, "--json", *one], stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
    try:
        run.wait(random.uniform(0.001, most))
    except subprocess.TimeoutExpired:
        run.send_signal(signal.SIGKILL)
    run.wait()
    until = time.monotonic() + 20
    while left() and time.monotonic() < until:
        time.sleep(0.01)
    expect(f"processes after kill {i}", left(), [])
    expect(f"names after kill {i}", names(run.pid), [])
done()
