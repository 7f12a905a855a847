#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""--learn writes what a program did, --policy lets it do that and no more; and the stack for interpreters."""

import json
import subprocess

from lib import BUILD, SCRATCH, done, expect

SANDBOX = BUILD / "ordeal-sandbox"
HAND_OUT = SCRATCH / "handout"
HAND_OUT.mkdir()
(HAND_OUT / "data.txt").write_text("given\n")
source = SCRATCH / "sum.c"
source.write_text("#include <stdio.h>\nint main(void) { int s = 0; for (int i = 0; i < 10; i++) s += i; "
                  'printf("%d\\n", s); return 0; }\n')
subprocess.run(["cc", "-o", SCRATCH / "sum", source], check=True)


def run(*words):
    p = subprocess.run([SANDBOX, *map(str, words)], cwd=SCRATCH, capture_output=True, text=True, timeout=60,
                       stdin=subprocess.DEVNULL)
    return p.returncode, p.stdout, p.stderr


def policy_of(path):
    """The options of a policy: the last of each."""
    return dict(line.split(" ", 1) if " " in line else (line, "") for line in path.read_text().splitlines()
                if line and not line.startswith("#"))


PROGRAMS = {
    "python": ["python3", "-c", "import json; print(json.dumps(sum(range(10))))"],
    "c": [SCRATCH / "sum"],
    # A call that is missing under the rules is missing, not refused; a file whose folder is not granted.
    "threads": ["python3", "-c", "import threading; t = threading.Thread(target=print, args=(45,)); t.start(); t.join()"],
    "file": ["python3", "-c", "open('/sys/devices/system/cpu/online').read(); print(45)"],
    "shell": ["sh", "-c", "echo 45 | cat"],
    "perl": ["perl", "-e", "print 45, qq(\\n)"],
}
for name, words in PROGRAMS.items():
    policy = SCRATCH / name
    code, out, err = run("--layers", "full", "--learn", policy, "--", *words)
    expect(f"{name} learns", (code, out, err), (0, "45\n", ""))
    learnt = policy_of(policy)
    expect(f"{name}: narrow", 8 < len(learnt["calls"].split(",")) < 80)
    expect(f"{name}: processes", "processes" in learnt, name == "shell")
    expect(f"{name}: round trip", run("--policy", policy, "--", *words), (0, "45\n", ""))

# Too narrow fails, and says so: a call, a file.
code, out, err = run("--policy", SCRATCH / "python", "--", "python3", "-c", "import os; os.mkdir('new')")
expect("another call", (code, "the call mkdir is not among --calls: learn the program again" in err), (1, True))
code, out, err = run("--policy", SCRATCH / "python", "--", "python3", "-c", "open('/etc/fonts/fonts.conf')")
expect("another file", (code, "/etc/fonts/fonts.conf is not granted" in err, "or learn the program again" in err), (1, True, True))
code, out, err = run("--policy", SCRATCH / "c", "--report", "1", "--", "cat", "/proc/cpuinfo")
expect("another program", code not in (0, 125))

# What was granted by the caller is in it; and what was not, is not learnt by asking for it.
code, out, err = run("--layers", "full", "--ro", HAND_OUT, "--learn", SCRATCH / "reads", "--", "cat", HAND_OUT / "data.txt")
expect("reads", (code, out), (0, "given\n"))
expect("a folder of the caller's", policy_of(SCRATCH / "reads")["ro"], str(HAND_OUT))
expect("reads again", run("--policy", SCRATCH / "reads", "--", "cat", HAND_OUT / "data.txt")[:2], (0, "given\n"))
run("--layers", "full", "--learn", SCRATCH / "spies", "--", "cat", "/etc/passwd", "/dev/null")
expect("nothing new", "/etc/passwd" in (SCRATCH / "spies").read_text(), False)
code, out, err = run("--layers", "full", "--learn", SCRATCH / "reads", "--", "true")
expect("an older file stays", (code, "--learn" in err), (125, True))
expect("without a supervisor", run("--learn", SCRATCH / "no", "--", "true")[0], 125)
for bad, why in (("calls read,nosuchcall", "nosuchcall"), ("only /home", "none of the system's files")):
    (SCRATCH / "bad").write_text(f"layers full\n{bad}\n")
    code, out, err = run("--policy", SCRATCH / "bad", "--", "true")
    expect(bad, (code, why in err), (125, True))

# The stack for interpreters: no code but the system's.
INTERPRETED = ["--layers", "interpreted"]
expect("an interpreter", run(*INTERPRETED, "--", "python3", "-c", "import sqlite3, ctypes; print(1)"), (0, "1\n", ""))
code, out, err = run(*INTERPRETED, "--", "sh", "-c", "cp /bin/true x; ./x; echo $?; /lib64/ld-linux-x86-64.so.2 ./x; echo $?")
expect("a copy of a program", out, "126\n127\n")
map_it = ("import mmap\nopen('x', 'wb').write(b'x' * 4096)\nf = open('x', 'r+b')\nfor what in (f.fileno(), -1):\n"
          "    try: mmap.mmap(what, 4096, mmap.MAP_PRIVATE, mmap.PROT_READ | mmap.PROT_EXEC); print('code')\n"
          "    except OSError as e: print(e.errno)\n")
expect("pages of one's own", run(*INTERPRETED, "--", "python3", "-c", map_it)[1], "13\n13\n")
expect("elsewhere they are", run("--layers", "full", "--", "python3", "-c", map_it)[1], "code\ncode\n")
for grant, can in ("--ro", 126), ("--rx", 0):
    (HAND_OUT / "tool").write_bytes(open("/bin/true", "rb").read())
    (HAND_OUT / "tool").chmod(0o755)
    expect(f"a program in {grant}", run(*INTERPRETED, grant, HAND_OUT, "--", "sh", "-c", f"{HAND_OUT}/tool")[0], can)
report = json.loads(run(*INTERPRETED, "--report", "1", "--", "true")[1].splitlines()[-1])
expect("it is a layer", "noexec" in report["layers"])
done()
