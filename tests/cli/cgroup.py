#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""The layer cgroup: what it says where there is nothing to use; and where root finds version 2 with memory
and tasks (in the virtual machine of tests/vm, for one), what it holds, counts, ends and leaves."""

import concurrent.futures
import ctypes
import json
import os
import random
import signal
import subprocess
import time
from pathlib import Path

from lib import BUILD, SCRATCH, done, expect

SANDBOX = BUILD / "box/bin/ordeal-sandbox"
UID, GID = 993, 990
FOREVER = 600  # seconds, for hanging only: an emulated processor is slow
KILLS = int(os.environ.get("KILLS", 12))


def mount_of(kind):
    for line in Path("/proc/self/mounts").read_text().splitlines():
        if line.split()[2] == kind:
            return Path(line.split()[1])
    return None


def said(*args, **more):
    run = subprocess.run([SANDBOX, *args], capture_output=True, text=True, timeout=FOREVER,
                         stdin=subprocess.DEVNULL, **more)
    return run.returncode, run.stderr


def refused(what, words, *args, **more):
    code, text = said(*args, **more)
    expect(f"{what}: exit code", code, 125)
    expect(f"{what}: it says {words}", [word for word in words if word not in text], [])


# ---- what is wrong, and what mends it -------------------------------------------------------------------

refused("no folder named", ["--cgroup DIR"], "--layers", "cgroup", "--", "true")
refused("an option of another layer", ["belongs to the layer 'cgroup'"], "--cpu-rate", "50", "--", "true")
refused("not there", ["/nowhere", "No such file"], "--cgroup", "/nowhere", "--", "true")
refused("no cgroup", ["no folder of cgroup version 2", "mount -t cgroup2"], "--cgroup", SCRATCH, "--", "true")
if mount_of("cgroup"):
    refused("version 1", ["version 1", "cgroup_no_v1=all"], "--cgroup", mount_of("cgroup"), "--", "true")
code, text = said("--layers", "full", "--allow-missing", "cgroup", "--cgroup", SCRATCH, "--", "true")
expect("it may be missing", (code, text), (0, ""))

ROOT = mount_of("cgroup2")
if not ROOT or os.geteuid():
    done()
controllers = (ROOT / "cgroup.controllers").read_text().split()
GIVEN = ROOT / f"ordeal-test-{os.getpid()}"


def sweep(folder):
    """Remove a tree of groups, from below."""
    for below in [path for path in folder.iterdir() if path.is_dir()]:
        sweep(below)
    folder.rmdir()


if not {"memory", "pids"} <= set(controllers):
    GIVEN.mkdir()
    refused("not handed on", ["was not handed +memory +pids", f"echo '+memory +pids' >{GIVEN}/../cgroup.subtree_control"],
            "--cgroup", GIVEN, "--", "true")
    sweep(GIVEN)
    done()

# ---- a folder that an operator hands on -----------------------------------------------------------------

RATE = "cpu" in controllers
(ROOT / "cgroup.subtree_control").write_text("+memory +pids" + (" +cpu" if RATE else ""))
GIVEN.mkdir()
(GIVEN / "sandbox").mkdir()


def hand_on():
    for path in (GIVEN, GIVEN / "cgroup.procs", GIVEN / "cgroup.subtree_control", GIVEN / "sandbox",
                 GIVEN / "sandbox/cgroup.procs"):
        os.chown(path, UID, GID)


def inside(group=GIVEN / "sandbox"):
    """As the user, from within a group."""
    def become():
        (group / "cgroup.procs").write_text("0")
        os.setgroups([])
        os.setresgid(GID, GID, GID)
        os.setresuid(UID, UID, UID)
    return become


refused("not writable", ["does not hand on", "cgroup.subtree_control"],
        "--cgroup", GIVEN, "--", "true", preexec_fn=inside())
(GIVEN / "cgroup.subtree_control").write_text("+memory +pids" + (" +cpu" if RATE else ""))
refused("not its own", [f"chown {UID} {GIVEN}"], "--cgroup", GIVEN, "--", "true", preexec_fn=inside())
hand_on()
refused("from elsewhere", [f"mkdir {GIVEN}/sandbox", "cgroup.procs"], "--cgroup", GIVEN, "--", "true",
        preexec_fn=inside(ROOT))
OTHER = GIVEN / "full"
OTHER.mkdir()
os.chown(OTHER, UID, GID)
for name in "cgroup.procs", "cgroup.subtree_control":
    os.chown(OTHER / name, UID, GID)
refused("processes of its own", ["processes of its own", f"mkdir {OTHER}/sandbox"], "--cgroup", OTHER, "--", "true",
        preexec_fn=inside(OTHER))
sweep(OTHER)

reports = 0


def groups():
    return sorted(path.name for path in GIVEN.iterdir() if path.name.startswith("ordeal-box-"))


def box(*args, stack="recommended", command=("true",)):
    """Run in a box of its own group: exit code, what it printed, the report."""
    read, write = os.pipe()
    clocks = [] if stack == "fork" else ["--wall", "none", "--cpu", "none"]  # an emulated processor is slow
    run = subprocess.Popen([SANDBOX, "--layers", stack, "--cgroup", GIVEN, *clocks, "--report", str(write), *args,
                            "--", *command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                           stdin=subprocess.DEVNULL, pass_fds=[write], preexec_fn=inside())
    os.close(write)
    with os.fdopen(read) as pipe:
        report = pipe.read()
    out, err = run.communicate(timeout=FOREVER)
    return run.returncode, out + err, json.loads(report or "{}")


def python(text):
    return ["/usr/bin/python3", "-S", "-B", "-c", text]


code, text, report = box(command=["sh", "-c", "exit 3"])
expect("the program's own exit code", (code, text), (3, ""))
expect("the layer is on", "cgroup" in report["layers"])
expect("nothing was killed or refused", (report["cgroup"]["oom_kills"], report["cgroup"]["tasks_refused"]), (0, 0))
expect("processor time is counted", report["cgroup"]["cpu_us"] > 0)
expect("it says that the limits can be lifted", any("cgroup: without landlock" in one for one in report["warnings"]))
expect("no group is left", groups(), [])

BOMB = "held = []\nfor i in range(200): held.append(b'x' * (1 << 20))\nprint('all')"
code, text, report = box("--memory", "64M", "--data", "none", command=python(BOMB))
expect("too much memory", (code, report["end"], report["signal"]), (137, "memory", "SIGKILL"))
expect("by whom", "met its memory limit of 64 MiB" in report["reason"])
expect("the kernel's count", report["cgroup"]["oom_kills"] >= 1)
expect("no group is left after that", groups(), [])
code, text, report = box("--memory", "300M", "--data", "none", command=python(BOMB))
expect("the same within its limit", (code, text), (0, "all\n"))

# Where memory is shared by many, the sum is the kernel's: nobody is ended for what is counted twice.
SHARED = """
import os
held = bytearray(os.urandom(1 << 20)) * 60
pids = []
for i in range(6):
    pid = os.fork()
    if not pid:
        os._exit(sum(held[::4096]) < 0)
    pids.append(pid)
print(sum(os.waitpid(pid, 0)[1] for pid in pids))
"""
code, text, report = box("--memory", "120M", "--processes", command=python(SHARED))
expect("what six share counts once", (code, text), (0, "0\n"))

THREADS = """
import sys, threading
done, crew = threading.Event(), []
try:
    for i in range(int(sys.argv[1])):
        one = threading.Thread(target=done.wait)
        one.start()
        crew.append(one)
except RuntimeError:
    pass
print(len(crew))
done.set()
"""


def threads(n):
    return box("--nproc", "16", command=[*python(THREADS), str(n)])


code, text, report = threads(40)
expect("tasks up to the limit", text, "15\n")
expect("one was refused", report["cgroup"]["tasks_refused"], 1)
with concurrent.futures.ThreadPoolExecutor(8) as pool:
    many = list(pool.map(threads, [15] * 8))
expect("eight at once, each with all of its own", [text for _, text, _ in many], ["15\n"] * 8)

# Names that lead nowhere are remembered by the kernel, on a disk's file system, and no process holds them:
# without a group all stay, with one as many as its memory has room for.
NAMES = 60000  # of some 700 bytes
ABSENT = f"""
import os, sys
for i in range({NAMES}):
    try:
        os.stat('/usr/share/' + sys.argv[1] + '-' * 200 + str(i))
    except FileNotFoundError:
        pass
"""


def remembered():
    return int(Path("/proc/sys/fs/dentry-state").read_text().split()[4])


def grown(*args):
    before = remembered()
    run = subprocess.run([SANDBOX, "--layers", "full", "--wall", "none", "--cpu", "none", *args, "--", *python(ABSENT),
                          f"{os.getpid()}-{len(args)}"], preexec_fn=inside(), timeout=FOREVER, stdin=subprocess.DEVNULL)
    expect("looked up", run.returncode, 0)
    return remembered() - before


if subprocess.run(["stat", "-f", "-c", "%T", "/usr/share"], capture_output=True, text=True).stdout.strip() != "tmpfs":
    free, bound = grown(), grown("--cgroup", GIVEN, "--memory", "24M")
    expect(f"names that lead nowhere: {free} stay without a group, {bound} with one",
           free > NAMES * 9 // 10 and bound < NAMES * 6 // 10)

if RATE:
    SPIN = "import time\nend = time.monotonic() + 2\nwhile time.monotonic() < end: pass"
    code, text, report = box("--cpu-rate", "20", command=python(SPIN))
    expect("a fifth of a processor", report["cgroup"]["cpu_us"] < report["wall_us"] / 2)

# ---- ends -----------------------------------------------------------------------------------------------

MARK = f"40{os.getpid()}"  # seconds of sleep: a name for who must not be left
AWAY = f"import os, time\nif os.fork(): os._exit(0)\nos.setsid()\nif os.fork(): os._exit(0)\nos.execvp('sleep', ['sleep', '{MARK}'])"


def alive():
    found = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            if MARK.encode() in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0"):
                found.append(int(pid))
        except OSError:
            pass
    return found


def until(good):
    end = time.monotonic() + FOREVER
    while not good() and time.monotonic() < end:
        time.sleep(0.02)
    return good()


code, text, report = box(stack="fork", command=python(AWAY))
expect("who went away is ended, without session too", (code, alive(), groups()), (0, [], []))
code, text, report = box(stack="full", command=python("print(6 * 7)"))
expect("under full", (code, text), (0, "42\n"))
expect("there nothing can be lifted", [one for one in report["warnings"] if "cgroup" in one], [])

# A program with no wall around files makes groups in its own, and is removed with them.
INNER = """
import os
own = '/sys/fs/cgroup' + open('/proc/self/cgroup').read().split('::')[1].strip()
own = own if os.path.isdir(own) else %r + own
open(own + '/cgroup.max.descendants', 'w').write('max')
os.mkdir(own + '/a')
os.mkdir(own + '/a/b')
print('made')
""" % str(ROOT)
code, text, report = box(stack="fork", command=python(INNER))
expect("groups in its own are removed", (text, groups()), ("made\n", []))

dice = random.Random(7)
ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)  # whoever loses its parent is ours
for i in range(KILLS):
    run = subprocess.Popen([SANDBOX, "--cgroup", GIVEN, "--wall", "none", "--cpu", "none", "--processes", "--", "sh", "-c",
                            f"sleep {MARK} & exec sleep {MARK}"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                           stderr=subprocess.DEVNULL, preexec_fn=inside())
    if i % 3:
        until(lambda: len(alive()) >= 2)
    else:
        time.sleep(dice.uniform(0, 0.3))  # anywhere in the launch
    own = [int(pid) for pid in Path(f"/proc/{run.pid}/task/{run.pid}/children").read_text().split()]
    for pid in {0: [run.pid, *own], 1: own, 2: [run.pid]}[i % 3]:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
    run.wait()
    box(command=["true"])  # the next launch ends what is left
    expect(f"SIGKILL {i}: processes", until(lambda: not alive()))
    expect(f"SIGKILL {i}: groups", groups(), [])
    while True:
        try:
            if os.waitpid(-1, os.WNOHANG)[0] == 0:
                break
        except ChildProcessError:
            break

sweep(GIVEN)
done()
