#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""ordeal-wasm as its caller sees it: options, exit statuses, the report, requests and their answers."""

import ctypes
import json
import os
import signal
import struct
import subprocess

import jsonschema

from lib import BUILD, ROOT, SCRATCH, done, expect, skip

WASM = BUILD / "box/bin/ordeal-wasm"
if not WASM.exists():
    skip("ordeal-wasm is not built: make wasm")

SCHEMA = jsonschema.Draft7Validator(json.loads((ROOT / "results/schema/request.schema.json").read_text()))


def wasm(*words, stdin=subprocess.DEVNULL, **more):
    return subprocess.run([WASM, *map(str, words)], capture_output=True, text=True, timeout=120,
                          stdin=None if "input" in more else stdin, **more)


def python(code, *options, **more):
    return wasm(*options, "--", "python3", "-c", code, **more)


# --- called wrongly: one line on standard error, and 125 ------------------------------------------
for words in (["--wal", "2", "--", "python3"], ["--wall", "x", "--", "python3"], ["--wall"], [], ["python3"],
              ["--memory", "none", "--", "python3"], ["--socket", "x", "--", "python3"], ["--shim", "x"],
              ["--serve", "--", "python3"], ["--import", "json", "--", "python3"], ["--ro", "relative", "--",
              "python3"], ["--ro", "/nowhere/at/all", "--", "python3"], ["--check", "--", "python3"]):
    said = wasm(*words)
    expect(f"{words}: exit status", said.returncode, 125)
    expect(f"{words}: one line", said.stderr.count("\n"), 1)
expect("not Python", wasm("--", "/bin/sh").returncode, 127)
expect("--help", "--serve" in wasm("--help").stdout)
expect("--probe", wasm("--probe").stdout.startswith("wasm      yes"))

# --- how it ends, in the exit status and in the report --------------------------------------------
ENDS = {
    "exit 7": ("raise SystemExit(7)", 7, "exit"),
    "an error": ("1/0", 1, "exit"),
    "a loop without a call": ("while True: pass", 124, "wall"),
    "a sleeper": ("import time; time.sleep(1000)", 124, "wall"),
    "a flood": ("while True: print('x' * 1000)", 128 + signal.SIGKILL, "output"),
    "abort": ("import os; os.abort()", 128 + signal.SIGABRT, "trap"),
    "memory": ("try: bytearray(1 << 28)\nexcept MemoryError: raise SystemExit(3)", 3, "exit"),
}
for name, (code, status, end) in ENDS.items():
    report = SCRATCH / "report.json"
    said = python(code, "--wall", 1, "--cpu", "none", "--output", "1M", "--memory", "64M", "--report", report)
    told = json.loads(report.read_text())
    expect(f"{name}: exit status", said.returncode, status)
    expect(f"{name}: report", (told["end"], told["code"], told["type"]), (end, status, "ordeal-wasm"))
    expect(f"{name}: no more output than allowed", len(said.stdout) <= 1 << 20)
    expect(f"{name}: memory", told["memory"]["bytes"] <= 64 << 20)
expect("memory was refused", told["memory"]["refused"])

# --- what a program sees --------------------------------------------------------------------------
said = python("import os; print(dict(os.environ), os.listdir('/'))", env={"AWS_SECRET_ACCESS_KEY": "x"})
expect("no environment, no files", said.stdout, "{} ['tmp', 'usr']\n")
expect("standard input is empty", python("print(repr(input()))", input="secret\n").returncode, 1)
expect("... or not", python("print(input())", "--stdin", input="given\n").stdout, "given\n")
(SCRATCH / "shown").mkdir()
(SCRATCH / "shown/file").write_text("shown")
(SCRATCH / "outside").write_text("outside")
(SCRATCH / "shown/link").symlink_to(SCRATCH / "outside")
(SCRATCH / "shown/up").symlink_to("..")
os.mkfifo(SCRATCH / "shown/fifo")
said = python(f"""
import os
os.chdir({str(SCRATCH / "shown")!r})
print(open("file").read(), sorted(os.listdir(".")))
for name in "link", "up/outside", "../outside", "fifo", "/etc/passwd", "/proc/self/environ":
    try:
        print("read", name, open(name).read())
    except OSError as why:
        print("no")
for act in lambda: open("new", "w"), lambda: os.unlink("file"), lambda: os.mkdir("d"), lambda: open("file", "r+"):
    try:
        print("done", act())
    except OSError:
        print("no")
""", "--ro", SCRATCH / "shown")
expect("a folder of the host", said.stdout,
       "shown ['fifo', 'file', 'link', 'up']\n" + 10 * "no\n")

# --- where neither prctl nor seccomp works, as in some functions ----------------------------------


def locked():
    """In the child: from now on prctl(2) and seccomp(2) answer EPERM."""
    number = {"x86_64": (157, 317), "aarch64": (167, 277)}[os.uname().machine]
    load, equal, give = 0x20, 0x15, 0x06
    code = [(load, 0, 0, 0), (equal, 1, 0, number[0]), (equal, 0, 1, number[1]), (give, 0, 0, 0x50001),
            (give, 0, 0, 0x7FFF0000)]
    filters = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in code))
    program = struct.pack("HxxxxxxP", len(code), ctypes.addressof(filters))
    if LIBC.prctl(38, 1, 0, 0, 0) or LIBC.prctl(22, 2, program, 0, 0):
        os._exit(99)


LIBC = ctypes.CDLL(None)
report = SCRATCH / "report.json"
said = python("print(1)", "--report", report, preexec_fn=locked)
told = json.loads(report.read_text())
expect("locked: it runs", (said.stdout, said.returncode), ("1\n", 0))
expect("locked: and says what is missing", (told["layers"], [m["layer"] for m in told["missing"]], told["system_calls"]),
       (["wasm"], ["seccomp"], 0))
said = python("print(1)", "--seccomp", "required", preexec_fn=locked)
expect("locked: not where seccomp is required", (said.stdout, said.returncode), ("", 125))
said = python("print(1)", "--seccomp", "required", "--report", report)
told = json.loads(report.read_text())
expect("else it is on", (told["layers"], told["missing"], 0 < told["system_calls"] <= 16),
       (["wasm", "seccomp"], [], True))

# --- requests -------------------------------------------------------------------------------------


class Server:
    def __init__(self, *words):
        self.process = subprocess.Popen([WASM, "--serve", "--check", *map(str, words)],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def send(self, body):
        self.process.stdin.write(struct.pack(">I", len(body)) + body)
        self.process.stdin.flush()

    def ask(self, **request):
        self.send(json.dumps(request).encode())
        return self.answer()

    def answer(self):
        size, = struct.unpack(">I", self.process.stdout.read(4))
        answer = json.loads(self.process.stdout.read(size))
        for error in SCHEMA.iter_errors(answer):
            expect(f"an answer is as the schema says: {error.message}", False)
        return answer

    def end(self):
        self.process.stdin.close()
        return self.process.wait(timeout=60)


(SCRATCH / "shown/prepare.py").write_text("import json\njson.prepared = [1, 2]\n")
server = Server("--ro", SCRATCH / "shown", "--prepare", SCRATCH / "shown/prepare.py")
for _ in range(2):
    expect("what the operator prepared", server.ask(program="import json\njson.prepared.append(3)\nprint(json.prepared)")["stdout"],
           "[1, 2, 3]\n")
server.end()
for how in (), ("--fork",):
    server = Server("--import", "json,random,tempfile", "--wall", 2, *how)
    what = " ".join(("serve", *how))
    answer = server.ask(id="x", program="import sys\nprint(input(), sys.argv)\nsys.exit(3)", stdin="line\n",
                        args=["a", "b"])
    expect(f"{what}: answer", (answer["id"], answer["stdout"], answer["code"], answer["end"]),
           ("x", "line ['a', 'b']\n", 3, "exit"))
    # Whatever one leaves behind, the next does not find.
    for spoil in ("import builtins; builtins.print = None", "import json; json.dumps = None",
                  "open('/tmp/left', 'w').write('x')", "import os; os.chdir('/tmp'); os.close(1); os.close(0)",
                  "import sys; sys.modules.clear(); sys.path.clear()", "x = bytearray(40 << 20)",
                  "while True: pass", "import os; os.abort()", "import sys; sys.stdout.write('y' * 100)",
                  "import atexit; atexit.register(print, 'late')", "import sys; sys.settrace(print)",
                  "import time; time.sleep(100)", "def f(): f()\nf()",
                  "while True: open('/tmp/x', 'a').write('y' * 1000)", "import os\nwhile True: os.listdir('/usr/lib/python3.11')",
                  "import os\nos.mkdir('/tmp/d')\nwhile True: os.rename('/tmp/d', '/tmp/e'); os.rename('/tmp/e', '/tmp/d')",
                  "x = []\nwhile True: x.append(bytearray(1 << 16))", "import os\nwhile True: os.urandom(1 << 16)",
                  "import os\nwhile True: os.open('/', 0)", "1/0", "import gc; gc.disable()", "import random; random.seed(1)"):
        server.ask(program=spoil, wall=1)
        answer = server.ask(program="import json, os, sys, gc, random, builtins\n"
                                    "print(json.dumps([os.listdir('/tmp'), os.getcwd(), gc.isenabled(), len(sys.path) > 2]))")
        expect(f"{what}: after {spoil!r}", (answer["stdout"], answer["stderr"], answer["code"]),
               ('[[], "/", true, true]\n', "", 0))
    back = {} if how else {"return": ["out", "none", "usr", "tmp"]}
    answer = server.ask(program="import os; print(open('in').read()); open('out', 'w').write('made')", files={"in": "text"},
                        **back)
    expect(f"{what}: files", (answer["stdout"], answer.get("files")),
           ("text\n", None if how else {"out": "made", "none": None, "usr": None, "tmp": None}))
    answer = server.ask(program="import os; print(sorted(os.listdir('/')))")
    expect(f"{what}: ... are gone", answer["stdout"], "['tmp', 'usr']\n")
    for wrong in {"env": {"A": "b"}}, {"files": {"x": "y" * (3 << 20)}, "return": ["x"]} if how else {"files": {"tmp": ""}}:
        answer = server.ask(program="print(1)", **wrong)
        expect(f"{what}: refused", (answer["end"], answer["code"]), ("failed", 125))
    draws = {server.ask(program="import random, tempfile, uuid\n"
                                "print(random.random(), next(tempfile._get_candidate_names()))")["stdout"]
             for _ in range(5)}
    expect(f"{what}: each draws other numbers", len(draws), 5)
    answer = server.ask(program="a = 1\nb = 2\nraise ValueError(a)")
    expect(f"{what}: a traceback is the program's alone", answer["stderr"],
           'Traceback (most recent call last):\n  File "main.py", line 3, in <module>\n'
           "    raise ValueError(a)\nValueError: 1\n")
    answer = server.ask(program="while True: print('x' * 99)", output=1000)
    expect(f"{what}: a request's own limit", (answer["end"], len(answer["stdout"])), ("output", 1000))
    answer = server.ask(program="import sys; sys.stdout.buffer.write(b'\\xff\\x00a')")
    expect(f"{what}: what is no text", answer["stdout"], "\ufffd\0a")
    for wrong in b"{", b"[]", b'{"program":1}', b'{"program":"x","memory":1}':
        server.send(wrong)
        answer = server.answer()
        expect(f"{what}: {wrong}", (answer["end"], answer["code"]), ("failed", 125))
    expect(f"{what}: it still serves", server.ask(program="print(1)")["stdout"], "1\n")
    expect(f"{what}: it ends with its input", server.end(), 0)
done()
