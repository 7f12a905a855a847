#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""The pool whose memory is put back: nothing of one program is in the next one's memory, by each way that the
kernel offers here; a way that tells no written page is refused, above all clear_refs on a kernel without
soft-dirty bits; and what cannot be put back costs the interpreter, and not the next student."""

import ctypes
import os
import subprocess
import sys
from pathlib import Path

from lib import BUILD, SCRATCH, done, expect

BOX = BUILD / "box/bin"
PYTHON = "/usr/bin/python3"
sys.path.insert(0, str(BOX))
sys.executable = PYTHON
import pool_restore  # noqa: E402 (it lies in the build)


def probe(*words):
    return subprocess.run([PYTHON, "-B", BOX / "pool_restore.py", "--probe", *words], capture_output=True, text=True)


def program(name, text):
    path = SCRATCH / name
    path.write_text(text)
    return [str(path)]


# Is there a soft-dirty bit? Not by what pool-restore does: a page of this process, written just now.
def soft_dirty():
    page = bytearray(1 << 16)
    Path("/proc/self/clear_refs").write_text("4")
    page[:] = b"x" * len(page)
    address = ctypes.addressof((ctypes.c_char * 1).from_buffer(page)) + 4096
    with open("/proc/self/pagemap", "rb", buffering=0) as file:
        file.seek(address // 4096 * 8)
        return bool(int.from_bytes(file.read(8), "little") >> 55 & 1)


ways = [way for way in ("uffd", "soft-dirty", "memfd") if probe(way).returncode == 0]
expect("a way that needs nothing", "memfd" in ways)
expect("the best is taken", probe().stdout, ways[0] + "\n")
expect("soft-dirty only where the kernel has it", "soft-dirty" in ways, soft_dirty())
if "soft-dirty" not in ways:
    expect("... and says why", probe("soft-dirty").stderr, "pool-restore: soft-dirty: a page that was written to is not told\n")
expect("no such way", probe("none").returncode, 1)

LEAVE = program("leave.py", """
import builtins, decimal, gc, json, os, random, re, sys
json.left = builtins.left = sys.left = "left"
decimal.getcontext().prec = 2
sys.setrecursionlimit(4000)
sys.addaudithook(lambda *event: None)
sys.path.insert(0, "/left"); sys.modules["fake"] = json
def generator():
    global kept
    while True:
        yield (yield 1)
kept = generator(); next(kept); builtins.kept = kept
builtins.grown = [bytearray(3 << 20) for _ in range(10)]
builtins.many = list(range(300000))
del builtins.many
random.seed(1)
print("x" * 100, end="")
sys.stderr.write("y")
os.open("/dev/null", 0)
sys.exit(3)
""")
LOOK = program("look.py", """
import builtins, decimal, json, os, random, sys
print(hasattr(json, "left"), hasattr(builtins, "left"), hasattr(sys, "left"), hasattr(builtins, "kept"),
      decimal.getcontext().prec, sys.getrecursionlimit(), "/left" in sys.path, "fake" in sys.modules,
      hasattr(builtins, "grown"), sorted(int(n) for n in os.listdir("/proc/self/fd"))[-1] < 20, sys.argv[1:])
""")
NUMBERS = program("numbers.py", "import random; print(random.random())")
SIZE = program("size.py", "import re; print(re.search(r'VmSize:\\s*(\\d+)', open('/proc/self/status').read())[1])")
DEEP = program("deep.py", "import sys\nsys.setrecursionlimit(9000)\ndef f(n): return f(n - 1) + 1 if n else 0\nprint(f(5000))")
THREAD = program("thread.py", "import threading, time\nthreading.Thread(target=time.sleep, args=[1000], daemon=True).start()")
CODE = program("code.py", "import ctypes, re\nat = int(re.search(r'([0-9a-f]+)-\\S+ r-xp', open('/proc/self/maps').read())[1], 16)\n"
               "print(ctypes.CDLL(None).mprotect(ctypes.c_void_p(at), 4096, 7))")
SHARED = program("shared.py", "import mmap\nm = mmap.mmap(-1, 1 << 20)\nm[0] = 1\n"
                 "import builtins; builtins.m = m; print(len(list(open('/proc/self/maps'))))")
GONE = program("gone.py", "import ctypes, re\n"
               "heap = re.search(r'([0-9a-f]+)-([0-9a-f]+) rw-p \\S+ \\S+ \\d+ +\\[heap\\]', open('/proc/self/maps').read())\n"
               "print('gone', flush=True)\n"
               "if heap: ctypes.CDLL(None).madvise(ctypes.c_void_p(int(heap[1], 16)), int(heap[2], 16) - int(heap[1], 16), 4)")

for way in ways:
    p = pool_restore.Pool("json,re,decimal", 20, way)
    first = p.pid
    clean = p.run([*LOOK, "a"])
    expect(f"{way}: a program", (clean[0], clean[1][-6:], clean[2]), (0, b"['a']\n", b""))
    sizes = set()
    for _ in range(5):
        expect(f"{way}: its streams and status", p.run(LEAVE), (3, b"x" * 100, b"y"))
        expect(f"{way}: nothing reaches the next one", p.run([*LOOK, "a"]), clean)
        sizes.add(p.run(SIZE)[1])
    expect(f"{way}: what was mapped is unmapped", len(sizes), 1)
    expect(f"{way}: random numbers are fresh", len({p.run(NUMBERS)[1] for _ in range(5)}), 5)
    expect(f"{way}: a deep stack", p.run(DEEP)[:2], (0, b"5000\n"))
    expect(f"{way}: shared memory", p.run(SHARED)[1], p.run(SHARED)[1])
    expect(f"{way}: ... is gone", p.run([*LOOK, "a"]), clean)
    expect(f"{way}: one interpreter all the time", p.pid, first)
    for what, words in ("a thread", THREAD), ("code made writable", CODE), ("its heap thrown away", GONE), \
            ("a death", program("dies.py", "import os; os.abort()")):
        p.run(words)
        expect(f"{way}: after {what}", p.run([*LOOK, "a"]), clean)
    expect(f"{way}: ... there is another one", p.pid != first)
    os.kill(p.pid, 9)
    os.waitpid(p.pid, 0)
quick = pool_restore.Pool("", 1)
expect("a clock", quick.run(program("hang.py", "while True: pass"))[0], 124)
expect("... and another one", quick.run(program("hi.py", "print('hi')"))[1], b"hi\n")
done()
