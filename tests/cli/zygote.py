#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""The launcher's zygote: each program runs in a fork that was confined before its request came, finds nothing of
the one before, and has random numbers of its own; what the zygote and its runs do when a part of them ends; and
where no filter keeps programs out of it, it must be of mode 0111."""

import atexit
import errno
import json
import os
import shutil
import signal
import socket
import struct
import subprocess
import time
from pathlib import Path

from lib import BUILD, FOREVER, SCRATCH, done, expect, wait_until

SANDBOX = BUILD / "box/bin/ordeal-sandbox"
HIDDEN = BUILD / "box/bin/python-zygote"
STACK = next(stack for stack in ("full", "recommended", "locked") if
             subprocess.run([SANDBOX, "--probe", "--layers", stack], capture_output=True).returncode == 0)
NUMPY = subprocess.run(["/usr/bin/python3", "-c", "import numpy"], capture_output=True).returncode == 0
NOBODY = ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"] if os.getuid() == 0 else []
MARK = f"ordeal-zygote-{os.getpid()}"  # in the zygote's arguments


def processes():
    """Of the zygote and its forks, which have its arguments."""
    found = set()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if MARK.encode() in (folder / "cmdline").read_bytes():
                found.add(int(folder.name))
        except OSError:
            continue
    return found - servers


def parent(pid):
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


servers = set()


class Launcher:
    def __init__(self, *options, zygote="/usr/bin/python3", before=(), env=None):
        self.folder = SCRATCH / f"zygote-{len(servers)}"
        self.folder.mkdir(mode=0o777)
        self.folder.chmod(0o777)
        self.path = self.folder / "socket"
        self.process = subprocess.Popen(
            [*before, SANDBOX, "--serve", self.path, "--slots", "1", "--zygote", zygote, "--env", f"NAME={MARK}", "--env", "GIVEN",
             *options], stdin=subprocess.DEVNULL, env=env)
        servers.add(self.process.pid)
        atexit.register(self.process.kill)  # who is left would hold the pipe that the test prints to
        self.line = self.connect()

    def connect(self):
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(FOREVER)
        wait_until("it listens", lambda: line.connect_ex(str(self.path)) in (0, errno.EISCONN))
        return line

    def ask(self, program, line=None, **more):
        line = line or self.line
        body = json.dumps({"program": program, **more}).encode()
        line.sendall(struct.pack(">I", len(body)) + body)
        size, = struct.unpack(">I", line.recv(4, socket.MSG_WAITALL))
        return json.loads(line.recv(size, socket.MSG_WAITALL))

    def says(self, program, **more):
        answer = self.ask(program, **more)
        return answer.get("stdout"), answer.get("stderr"), answer["code"]

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=FOREVER)


modules = "json,random,uuid,ssl,threading" + (",numpy.random" if NUMPY else "")
options = ["--layers", STACK, "--preload", modules] if STACK != "locked" else None
if not options:  # nothing but a hidden zygote works here; see below
    options, NOBODY = ["--layers", "locked", "--preload", modules], []
z = Launcher(*options, zygote="/usr/bin/python3" if STACK != "locked" else HIDDEN, env={**os.environ, "SECRET": "s3cret"})

# --- a program as any other ------------------------------------------------------------------------------------
expect("streams and status", z.says("import sys\nprint(input(), sys.argv)\nprint('e', file=sys.stderr)\nsys.exit(3)",
                                    stdin="line\n", args=["x", "a"]), ("line ['program', 'a']\n", "e\n", 3))
expect("an uncaught exception", z.says("def f():\n    1 / 0\nf()"),
       ("", 'Traceback (most recent call last):\n  File "program", line 3, in <module>\n    f()\n  File "program", '
            'line 2, in f\n    1 / 0\n    ~~^~~\nZeroDivisionError: division by zero\n', 1))
expect("a mistake in it", z.says("1 +")[1:], ('  File "program", line 1\n    1 +\n       ^\nSyntaxError: invalid syntax\n', 1))
expect("sys.exit with a text", z.says("raise SystemExit('bye')"), ("", "bye\n", 1))
expect("atexit, threads, files that nobody closed",
       z.says("import atexit, threading\natexit.register(print, 'last')\nthreading.Timer(0.05, print, ['later']).start()\n"
              "class C:\n    def __del__(self): print('gone')\nc = C()"), ("later\nlast\ngone\n", "", 0))
expect("a lower limit", z.ask("while True: pass", wall=1)["end"], "wall")
expect("... of processor time", z.ask("while True: pass", cpu=1)["end"], "cpu")
expect("a signal", z.ask("import os; os.kill(os.getpid(), 11)")["code"], 139)
script = SCRATCH / "script.py"
script.write_text("import sys\nprint(sys.argv[1:], __name__, __file__ == sys.argv[0])")
if STACK == "full":
    other = Launcher(*options, "--ro", SCRATCH)
    body = json.dumps({"args": [str(script), "a"]}).encode()
    other.line.sendall(struct.pack(">I", len(body)) + body)
    size, = struct.unpack(">I", other.line.recv(4, socket.MSG_WAITALL))
    expect("a file", json.loads(other.line.recv(size, socket.MSG_WAITALL))["stdout"], "['a'] __main__ True\n")
    expect("its end", other.end(), 0)

# --- nothing reaches the next one -------------------------------------------------------------------------------
z.ask("import json, builtins, os, sys, random\njson.left = builtins.left = sys.left = 'x'\nrandom.seed(1)\n"
      "os.environ['LEFT'] = 'x'\nopen('left', 'w').write('x')\nos.umask(0)\nsys.path.insert(0, '/left')\n"
      "os.nice(5)\nSECRET = 'of the first'")
expect("... of modules, builtins, the environment, files, settings",
       z.says("import json, builtins, os, sys\nprint(hasattr(json, 'left'), hasattr(builtins, 'left'), hasattr(sys, 'left'),"
              "os.environ.get('LEFT'), os.listdir('.'), oct(os.umask(0)), '/left' in sys.path, os.nice(0))")[0],
       "False False False None ['program'] 0o77 False 0\n")
expect("... of what the operator has", z.says("import os; print('SECRET' in os.environ)")[0], "False\n")
expect("... nor in the server's memory for others to read",
       b"s3cret" in Path(f"/proc/{z.process.pid}/environ").read_bytes(), False)
expect("descriptors: three", z.says("import os\nfound = []\nfor n in range(99):\n    try: found.append(os.fstat(n) and n)\n"
                                    "    except OSError: pass\nprint(found)")[0], "[0, 1, 2]\n")
SHARED = r"import re; print([line for line in open('/proc/self/maps') if re.match(r'\S+ rw.s', line)])"
NUMBERS = ("import random, uuid, ssl\nprint(random.random(), uuid.uuid4(), ssl.RAND_bytes(8).hex()"
           + (", __import__('numpy').random.random()" if NUMPY else "") + ")")
drawn = [z.says(NUMBERS)[0].split(" ") for _ in range(3)]
expect("random numbers are drawn", all(len(d) == 3 + NUMPY for d in drawn))
for i in range(3 + NUMPY):
    expect(f"the {i}. of them is fresh each time", len({d[i] for d in drawn}), 3)
answer = z.ask("import os; print(open('in').read(), os.environ['GIVEN']); open('out', 'w').write('made')",
               files={"in": "text"}, env={"GIVEN": "v"}, **{"return": ["out", "none"]})
expect("what a request brings, and is given back", (answer["stdout"], answer["files"]),
       ("text v\n", {"out": "made", "none": None}))
expect("... is not the next one's",
       z.says("import os; print('GIVEN' in os.environ, os.listdir())")[0], "False ['program']\n")
for wrong in {"env": {"PATH": "x"}}, {"files": {"program": "x"}}:
    expect(f"{wrong}", z.ask("print(1)", **wrong)["end"], "failed")
# --- whoever goes ------------------------------------------------------------------------------------------------
gone = z.connect()
body = json.dumps({"program": "import time; time.sleep(1000)"}).encode()
gone.sendall(struct.pack(">I", len(body)) + body)
time.sleep(0.1)  # it may be parked, waiting or running: all the same
gone.close()
expect("a client that goes takes its run along", z.says("print(1)"), ("1\n", "", 0))
for wrong in {"wall": 0}, {"memory": 1}:
    expect(f"{wrong}", z.ask("print(1)", **wrong)["end"], "failed")
expect("and it serves on", z.says("print(2)"), ("2\n", "", 0))
wait_until("the zygote is there", processes)
zygote = next(pid for pid in processes() if parent(pid) == z.process.pid)
os.kill(zygote, signal.SIGKILL)
answers = [z.ask("print(3)") for _ in range(3)]
expect("a zygote that is killed is started anew", answers[-1].get("stdout"), "3\n")
running = z.connect()
body = json.dumps({"program": "import time; time.sleep(1000)"}).encode()
running.sendall(struct.pack(">I", len(body)) + body)
tree = processes()
z.process.kill()
z.process.wait()
wait_until("the server is killed: nothing is left", lambda: not processes())

# --- where there is no filter ---------------------------------------------------------------------------------------
if shutil.which("setpriv") or not NOBODY:
    open_one = subprocess.run([*NOBODY, SANDBOX, "--serve", SCRATCH / "none", "--layers", "locked", "--zygote", "python3"],
                              capture_output=True, text=True, timeout=FOREVER)
    expect("locked: a zygote that programs can write into is refused",
           (open_one.returncode, "mode 0111" in open_one.stderr), (125, True))
    many = subprocess.run([SANDBOX, "--serve", SCRATCH / "none", "--layers", "locked", "--zygote", "python3", "--slots", "2"],
                          capture_output=True, text=True, timeout=FOREVER)
    expect("locked: and more than one slot", (many.returncode, "one slot" in many.stderr), (125, True))
if NOBODY and shutil.which("setpriv"):
    hidden = Launcher("--layers", "locked", "--preload", "json", zygote=HIDDEN, before=NOBODY)
    expect("locked, and a hidden zygote", hidden.says("print(4)"), ("4\n", "", 0))
    # No memory together with anybody: what it wrote there the next one, or its supervisor, would read.
    expect("... no memory is shared", hidden.says(SHARED)[0], "[]\n")
    zygote = next(pid for pid in processes() if parent(pid) == hidden.process.pid)
    for file in "mem", "environ", "maps":
        said = subprocess.run([*NOBODY, "cat", f"/proc/{zygote}/{file}"], capture_output=True, text=True)
        expect(f"... of which nobody reads {file}", "Permission denied" in said.stderr)
    # While a program runs no other child is parked: the next is forked when all of this one's are dead.
    slow = hidden.connect()
    body = json.dumps({"program": f"import time; open('/tmp/{MARK}', 'w').close(); time.sleep(1000)"}).encode()
    slow.sendall(struct.pack(">I", len(body)) + body)
    wait_until("it runs", Path(f"/tmp/{MARK}").exists)
    expect("... and while a program runs none is parked", len(processes()), 4)  # zygote, guard, reaper, program
    slow.close()
    expect("its end", hidden.end(), 0)
    wait_until("what it made is gone", lambda: not Path(f"/tmp/{MARK}").exists())
    wait_until("nothing is left", lambda: not processes())

# --- called wrongly --------------------------------------------------------------------------------------------------
for words, says in ((["--zygote", "/nowhere"], "--zygote"), (["--zygote", "false"], "it ends by itself"),
                    (["--zygote", "python3", "--preload", "no_such_module"], "it ends by itself"),
                    (["--zygote", "python3", "--chdir", "/"], "--chdir"), (["--preload", "json"], "--preload"),
                    (["--zygote", "python3", "--", "true"], "behind")):
    said = subprocess.run([SANDBOX, "--serve", SCRATCH / "none", "--layers", "full", *words], capture_output=True, text=True,
                          timeout=FOREVER)
    expect(f"{words}", (said.returncode, says in said.stderr.splitlines()[-1]), (125, True))
done()
