#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""Every end has its reason: signals, exits, limits and refusals, in shell, Python, C, Perl and awk.

A row is how it is started, what it runs, the report's end and code, and what it is said to have met: `what`, and
whether that was measured. None depends on the machine's speed: limits are far from what is used.
"""

import json
import os
import shutil
import signal
import subprocess

from lib import BUILD, SCRATCH, done, expect

signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever started us may ignore it: programs would too

SANDBOX = BUILD / "ordeal-sandbox"
FULL = ["--layers", "full"]
SAID = "inferred"
COUNTED = "measured"

C = SCRATCH / "ends"
C.with_suffix(".c").write_text(r"""
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static int deep(int n)
{
	volatile char page[4096];

	page[0] = (char)n;
	return n ? deep(n + 1) + page[0] : 0;
}
int main(int n, char **v)
{
	size_t size = 1UL << 30;
	if (!strcmp(v[1], "malloc") && !malloc(size))
		return perror("malloc"), 7;
	if (!strcmp(v[1], "silent"))
		return malloc(size) ? 0 : 9;
	if (!strcmp(v[1], "open"))
		for (int i = 0; i < 100; i++)
			if (open("/dev/null", O_RDONLY) < 0)
				return perror("open"), 3;
	if (!strcmp(v[1], "deep"))
		return deep(1);
	if (!strcmp(v[1], "signal"))
		raise(atoi(v[2]));
	if (!strcmp(v[1], "exit"))
		return atoi(v[2]);
	if (!strcmp(v[1], "abort"))
		abort();
	return 0;
}
""")
subprocess.run(["cc", "-O0", "-o", C, C.with_suffix(".c")], check=True)
C.chmod(0o755)
C = str(C)


def reported(*words):
    p = subprocess.run([SANDBOX, "--report", "3", *map(str, words)], cwd=SCRATCH, capture_output=True, text=True, timeout=60,
                       stdin=subprocess.DEVNULL, preexec_fn=lambda: os.dup2(to, 3), pass_fds=[3])
    os.lseek(to, 0, os.SEEK_SET)
    text = os.read(to, 1 << 16)
    os.ftruncate(to, 0)
    os.lseek(to, 0, os.SEEK_SET)
    return json.loads(text.splitlines()[-1]), p


to = os.open(SCRATCH / "report", os.O_RDWR | os.O_CREAT)


def py(text):
    return ["python3", "-c", text]


def sh(text):
    return ["sh", "-c", text]


def perl(text):
    return ["perl", "-e", text]


DATA = [*FULL, "--data", "64M"]
ROWS = [
    # Exits by itself.
    ([], sh("exit 0"), "exit", 0, {}),
    ([], sh("exit 3"), "exit", 3, {}),
    ([], py("raise SystemExit(4)"), "exit", 4, {}),
    ([], py("1/0"), "exit", 1, {}),
    ([], [C, "exit", "124"], "exit", 124, {}),
    ([], perl("exit 125"), "exit", 125, {}),
    ([], ["awk", "BEGIN { exit 137 }"], "exit", 137, {}),
    (FULL, sh("exit 5"), "exit", 5, {}),
    (FULL, py("import sys; sys.exit('no')"), "exit", 1, {}),
    (FULL, perl("die"), "exit", 255, {}),
    # Signals of its own.
    ([], sh("kill -KILL $$"), "signal", 137, {}),
    ([], sh("kill -TERM $$"), "signal", 143, {}),
    ([], sh("kill -XCPU $$"), "signal", 152, {}),
    ([], [C, "signal", "11"], "signal", 139, {}),
    ([], [C, "signal", "8"], "signal", 136, {}),
    ([], [C, "abort"], "signal", 134, {}),
    ([], py("import os; os.abort()"), "signal", 134, {}),
    ([], perl("kill 'INT', $$; sleep 9"), "signal", 130, {}),
    (FULL, perl("kill 'USR1', $$; sleep 9"), "signal", 138, {}),
    (FULL, py("import os, signal; os.kill(os.getpid(), signal.SIGHUP)"), "signal", 129, {}),
    # A stack that cannot grow; a bad pointer of a program that is smaller than a stack.
    ([], [C, "deep"], "signal", 139, {"stack": SAID}),
    ([*FULL, "--stack", "1M"], [C, "deep"], "signal", 139, {"stack": SAID}),
    ([*FULL, "--stack", "64M"], py("import ctypes; ctypes.string_at(0)"), "signal", 139, {}),
    (FULL, sh("echo \"thread 'main' has overflowed its stack\" >&2; kill -ABRT $$"), "signal", 134, {"stack": SAID}),
    # What the sandbox ended.
    (["--wall", "0.3"], sh("exec sleep 60"), "wall", 124, {}),
    (["--wall", "0.3"], py("import time; time.sleep(60)"), "wall", 124, {}),
    (["--wall", "0.3"], perl("sleep 60"), "wall", 124, {}),
    (["--output", "3"], ["echo", "four"], "output", 137, {}),
    (["--output", "3"], ["awk", "BEGIN { print 12345 }"], "output", 137, {}),
    (["--cpu", "1"], sh("while :; do :; done"), "cpu", 137, {}),
    ([*FULL, "--cpu", "1"], perl("1 while 1"), "cpu", 137, {}),
    ([*FULL, "--memory", "40M"], py("x = bytearray(10 ** 8)\nimport time; time.sleep(9)"), "memory", 137, {}),
    ([*FULL, "--memory", "40M"], perl("$x = 'x' x 1e8; sleep 9"), "memory", 137, {}),
    # Memory that the kernel refused.
    (DATA, py("x = bytearray(10 ** 9)"), "exit", 1, {"data": SAID}),
    (DATA, [C, "malloc"], "exit", 7, {"data": SAID}),
    (DATA, [C, "silent"], "exit", 9, {}),
    (DATA, perl("$x = 'x' x 1e9"), "exit", 12, {"data": SAID}),
    ([*FULL, "--as", "300M"], py("x = bytearray(10 ** 9)"), "exit", 1, {"as": SAID}),
    (["--data", "64M"], py("x = bytearray(10 ** 9)"), "exit", 1, {"data": SAID}),
    (DATA, py("try:\n    x = bytearray(10 ** 9)\nexcept MemoryError: print('MemoryError')"), "exit", 0, {}),
    (FULL, py("import sys; sys.exit('MemoryError')"), "exit", 1, {"machine": SAID}),
    # Descriptors, tasks, files.
    ([*FULL, "--nofile", "20"], py("f = [open('/dev/null') for i in range(99)]"), "exit", 1, {"nofile": SAID}),
    ([*FULL, "--nofile", "20"], [C, "open"], "exit", 3, {"nofile": SAID}),
    ([*FULL, "--files", "10"], py("for i in range(20): open(str(i), 'w')"), "exit", 1, {"files": COUNTED}),
    ([*FULL, "--files", "10"], sh("for i in 1 2 3 4 5 6 7 8 9 10 11 12; do : >$i || exit 6; done"), "exit", None,
     {"files": COUNTED}),
    ([*FULL, "--fsize", "1K"], py("f = open('a', 'wb', 0)\nwhile 1: f.write(b'x' * 999)"), "exit", 1, {"fsize": SAID}),
    ([*FULL, "--fsize", "1K"], sh("exec head -c 9999 /dev/zero >a"), "fsize", 153, {}),
    # Paths and calls.
    (FULL, ["cat", "/etc/passwd"], "exit", 1, {"path": SAID}),
    (FULL, py("open('/tmp/mine', 'w')"), "exit", 1, {"path": SAID}),
    (FULL, perl("open(F, '<', '/etc/passwd') or die \"/etc/passwd: $!\""), "exit", 13, {"path": SAID}),
    (FULL, ["awk", "BEGIN { exit (getline <\"/etc/passwd\") < 0 }"], "exit", 1, {}),
    ([], py("import os; os.fork()"), "exit", 1, {"call": SAID}),
    (FULL, py("import multiprocessing; multiprocessing.Lock()"), "exit", 1, {"shm": SAID}),
    (FULL, py("input()"), "exit", 1, {"stdin": SAID}),
    # Not run at all.
    ([], ["/nonexistent/program"], "not-found", 127, {}),
    ([], [str(SCRATCH / "ends.c")], "not-run", 126, {}),
]
for options, words, end, code, met in ROWS:
    report, p = reported(*options, "--", *words)
    found = {m["what"]: SAID if m["inferred"] else COUNTED for m in report["met"]}
    expect(f"{options} {words}", (report["end"], report["code"] if code is not None else None, found), (end, code, met))
    for what, how in met.items():
        expect(f"{words}: said", ("inferred" in report["reason"]) == (how == SAID))
expect("a table of fifty", len(ROWS) >= 50)

# With the figure and the limit.
for options, words, text in (
    (["--wall", "0.3"], ["sleep", "60"], "the wall clock ran out: --wall 0.3"),
    (["--output", "3"], ["echo", "four"], "more output than is allowed: --output 3"),
    (DATA, py("x = bytearray(10 ** 9)"), "it met its limit --data 64M (inferred: it said 'MemoryError')"),
    ([*FULL, "--files", "10"], py("for i in range(20): open(str(i), 'w')"), "it met its limit --files 10 (1 time)"),
    (FULL, ["cat", "/etc/passwd"], "/etc/passwd is not granted, see --ro and --rw (inferred: it said 'Permission denied')"),
):
    expect(f"reason of {words}", text in reported(*options, "--", *words)[0]["reason"])

# Noise is marked, and does not hide what is none.
report = reported(*FULL, "--", *py("import socket\nfor f in 1, 2:\n    try: socket.socket(f, socket.SOCK_DGRAM)\n"
                                   "    except OSError: pass"))[0]
noise = [bool(r["noise"]) for r in report["refused"] if r["call"] == "socket"]
expect("nscd's socket, and another", sorted(noise), [False, True])

# --explain: the supervisor hears where the stack has none.
p = subprocess.run([SANDBOX, "--explain", "--", *py("import socket\nsocket.socket()")], cwd=SCRATCH, capture_output=True, text=True)
expect("explained", "ordeal-sandbox: refused: socket(0x2, " in p.stderr)
p = subprocess.run([SANDBOX, "--explain", "--", "true"], cwd=SCRATCH, capture_output=True, text=True)
expect("nothing to explain", p.stderr, "ordeal-sandbox: refused: nothing that a program is known to miss\n")

# A preset mends what the message names; one that is not there is told with where they are.
p = subprocess.run([SANDBOX, "--preset", "nix", "--", "true"], capture_output=True, text=True)
expect("no such preset", (p.returncode, "/presets" in p.stderr), (125, True))
for preset in sorted((BUILD / "box/presets").iterdir()):
    p = subprocess.run([SANDBOX, *FULL, "--preset", preset.name, "--", "true"], cwd=SCRATCH, capture_output=True, text=True)
    expect(f"preset {preset.name}", (p.returncode, p.stderr), (0, ""))
shutil.rmtree(SCRATCH / "x", ignore_errors=True)
done()
