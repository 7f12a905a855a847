#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""Eight boxes of one user at a time, each with eight threads more: each has all of its own, where the
supervisor counts, and where the operator says how many there are. The kernel's limit alone is of the user."""

import os
import shutil
import subprocess

from lib import BUILD, SCRATCH, done, expect

BOXES, CREW = 8, 8
ROUNDS = int(os.environ.get("ROUNDS", 1))
# Where any user may run it: the build may lie in a folder that is root's alone.
SANDBOX = SCRATCH / "ordeal-sandbox"
shutil.copy2(BUILD / "box/bin/ordeal-sandbox", SANDBOX)

THREADS = f"""
import sys, threading
sys.stdin.readline()
done, crew = threading.Event(), 0
try:
    for i in range({CREW}):
        threading.Thread(target=done.wait, daemon=True).start()
        crew += 1
except RuntimeError:
    pass
print(crew, flush=True)
sys.stdin.read()
"""
CHILDREN = f"""
import os, sys
sys.stdin.readline()
crew = []
try:
    for i in range({CREW}):
        pid = os.fork()
        if not pid:
            sys.stdin.read()
            os._exit(0)
        crew.append(pid)
except OSError:
    pass
print(len(crew), flush=True)
sys.stdin.read()
"""


def become():
    if os.geteuid() == 0:
        os.setgroups([])
        os.setresgid(990, 990, 990)
        os.setresuid(993, 993, 993)  # NPROC is not root's


def start(program, *args):
    return subprocess.Popen([SANDBOX, *args, "--stdin", "--wall", "none", "--", "/usr/bin/python3", "-S", "-B", "-c", program],
                            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                            preexec_fn=become)


def at_once(program, *args):
    """All are there before any has its crew, and until all have: how many each of them got."""
    boxes = [start(program, *args) for _ in range(BOXES)]
    for box in boxes:
        box.stdin.write("go\n")
        box.stdin.flush()
    crews = [box.stdout.readline().strip() for box in boxes]
    ends = [box.communicate()[1] for box in boxes]
    return crews, "".join(ends)


RECOMMENDED = "fork,nnp,seccomp,rlimit,env,tmp,fds,session,hygiene"  # hygiene: for its input
ALL = [str(CREW)] * BOXES
for i in range(ROUNDS):
    expect(f"full: threads, round {i}", at_once(THREADS, "--layers", "full"), (ALL, ""))
    expect(f"full: processes, round {i}", at_once(CHILDREN, "--layers", "full"), (ALL, ""))
    expect(f"recommended, for so many at a time, round {i}",
           at_once(THREADS, "--layers", RECOMMENDED, "--concurrency", str(BOXES)), (ALL, ""))
# So the eight are really at once.
expect("recommended, for one", at_once(THREADS, "--layers", RECOMMENDED)[0] != ALL)


def most(program, *args):
    box = start(program.replace(f"range({CREW})", "range(200)"), "--nproc", "20", *args)
    return box.communicate("go\n")


expect("a limit of 20 is the program and 19 more", most(THREADS, "--layers", "full"), ("19\n", ""))
expect("so it is for processes", most(CHILDREN, "--layers", "full"), ("19\n", ""))

# Sessions, of which each has a share of the processors: eight live at a time, one after the other as many as one likes.
SESSIONS = """
import os, subprocess, sys
got = 0
gate = os.pipe()
for i in range(12):
    read, write = os.pipe()
    if not os.fork():
        try:
            os.setsid()
            os.write(write, b"y")
        except OSError:
            os.write(write, b"n")
        os.close(gate[1])
        os.read(gate[0], 1)
        os._exit(0)
    got += os.read(read, 1) == b"y"
os.close(gate[1])
while True:
    try:
        os.wait()
    except ChildProcessError:
        break
for i in range(30):
    got += not subprocess.run(["/bin/true"], start_new_session=True).returncode
print(got)
"""
expect("sessions at a time, and in turn", start(SESSIONS, "--layers", "full").communicate(), ("37\n", ""))
done()
