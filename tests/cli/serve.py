#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""The resident launcher: requests and answers, the operator's policy, many clients at once of which
some are hostile, and what is left when any part of it is killed."""

import concurrent.futures
import contextlib
import json
import os
import signal
import socket
import struct
import subprocess
import time
from pathlib import Path

import jsonschema

from lib import BUILD, FOREVER, ROOT, SCRATCH, done, expect, wait_until

SANDBOX = BUILD / "box/bin/ordeal-sandbox"
SCHEMA = jsonschema.Draft7Validator(json.loads((ROOT / "results/schema/request.schema.json").read_text()))
STACK = next(stack for stack in ("full", "recommended", "locked") if
             subprocess.run([SANDBOX, "--probe", "--layers", stack], capture_output=True).returncode == 0)
PYTHON = ["/usr/bin/python3", "-S", "-B"]
MARK = f"ordeal-serve-{os.getpid()}"  # in the arguments of what must not be left


def frame(body):
    return struct.pack(">I", len(body)) + body


class Client:
    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.settimeout(FOREVER)
        late = time.monotonic() + FOREVER
        while True:  # the name is there a moment before anybody listens
            try:
                return self.socket.connect(str(path))
            except ConnectionRefusedError:
                if time.monotonic() > late:
                    raise
                time.sleep(0.01)

    def send(self, **request):
        self.socket.sendall(frame(json.dumps(request).encode()))

    def ask(self, **request):
        self.send(**request)
        return self.answer()

    def answer(self):
        size, = struct.unpack(">I", self.take(4))
        answer = json.loads(self.take(size))
        for error in SCHEMA.iter_errors(answer):
            expect(f"an answer is as the schema says: {error.message}", False)
        return answer

    def take(self, n):
        got = b""
        while len(got) < n:
            piece = self.socket.recv(n - len(got))
            if not piece:
                raise EOFError
            got += piece
        return got

    def close(self):
        self.socket.close()


count = 0


class Launcher:
    def __init__(self, *options, command=()):
        global count
        count += 1
        self.path = SCRATCH / f"socket-{count}"
        self.process = subprocess.Popen([SANDBOX, "--serve", self.path, *map(str, options),
                                         *(["--", *command] if command else [])], stdin=subprocess.DEVNULL)
        wait_until("it listens", lambda: self.path.exists() or self.process.poll() is not None)

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=FOREVER)


def processes(mark):
    found = set()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if mark.encode() in (folder / "cmdline").read_bytes() and int(folder.name) != os.getpid():
                found.add(int(folder.name))
        except OSError:
            continue
    return found


def children(pid):
    return [int(n) for n in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


# --- requests and answers -------------------------------------------------------------------------
policy = SCRATCH / "policy"
policy.write_text(f"# what the operator allows\nlayers {STACK}\nwall 20\n\noutput 100K\nenv GIVEN\n")
if STACK == "recommended":
    policy.write_text(policy.read_text() + "processes\n")
launcher = Launcher("--policy", policy, "--slots", 2, command=PYTHON)
client = Client(launcher.path)
answer = client.ask(id="x", program="import sys\nprint(input(), sys.argv[1:])\nsys.exit(3)", stdin="line\n",
                    args=["a", "b"])
expect("an answer", (answer["id"], answer["stdout"], answer["code"], answer["end"]), ("x", "line ['b']\n", 3, "exit"))
expect("arguments alone", client.ask(args=["-c", "print(6 * 7)"])["stdout"], "42\n")
expect("a lower limit", client.ask(program="while True: pass", wall=1)["end"], "wall")
answer = client.ask(program="print('y' * 300000)", output=1 << 30)
expect("no higher limit", (answer["end"], len(answer["stdout"]) <= 100 << 10), ("output", True))
expect("its input ends", client.ask(program="print(repr(__import__('sys').stdin.read()))")["stdout"], "''\n")
answer = client.ask(program="import os; os.kill(os.getpid(), 11)")
expect("a signal", (answer["end"], answer["code"]), ("signal", 139))
answer = client.ask(program="import sys; sys.stdout.buffer.write(b'\\xff\\x00a')")
expect("what is no text", answer["stdout"], "\ufffd\0a")
# Files and variables that a request brings, and files that it is given back.
answer = client.ask(args=["-c", "import os; print(open('in.csv').read(), os.environ['GIVEN'], sorted(os.listdir()))\n"
                          "open('out', 'w').write('made'); os.mkfifo('pipe'); os.symlink('/etc/passwd', 'link')\n"
                          "os.mkdir('folder'); open('bytes', 'wb').write(b'\\xff\\0'); open('double', 'w')\n"
                          "try: os.link('double', 'other')\nexcept OSError: os.unlink('double')\n"
                          "f = open('huge', 'w'); os.truncate(f.fileno(), 5 << 20)"],
                    files={"in.csv": "1,2\u0000", "more": "x"}, env={"GIVEN": "v=w"},
                    **{"return": ["out", "pipe", "link", "folder", "bytes", "none", "double", "huge", "more"]})
expect("files and variables", (answer["stdout"], answer["stderr"]), ("1,2\0 v=w ['in.csv', 'more']\n", ""))
expect("what it is given back", answer["files"],
       {"out": "made", "bytes": "\ufffd\0", "more": "x", **dict.fromkeys(["pipe", "link", "folder", "none", "double",
                                                                         "huge"])})
expect("asked for nothing", "files" in client.ask(args=["-c", ""], files={"a": "b"}), False)
answer = client.ask(args=["-c", "while True: open('n', 'w').write('kept')"], wall=1, **{"return": ["n"]})
expect("of one that was killed", (answer["end"], set(answer["files"])), ("wall", {"n"}))
for members, says in ({"env": {"PATH": "x"}}, "'PATH'"), ({"env": {"LD_PRELOAD": "x"}}, "'LD_PRELOAD'"), \
        ({"files": {"program": "x"}}, "'program'"), ({"files": {"../x": ""}}, "plain"), \
        ({"return": ["a/b"]}, "plain"), ({"files": {str(i): "" for i in range(17)}}, "16"):
    answer = client.ask(id="w", program="print(1)", **members)
    expect(f"{members}", (answer["end"], answer["code"], says in answer["reason"]), ("failed", 125, True))
# Nothing of one run reaches the next.
client.ask(program="open('left', 'w').write('x'); import os; os.environ['LEFT'] = 'x'; os.umask(0)")
answer = client.ask(program="import os; print(os.listdir('.'), os.environ.get('LEFT'))")
expect("a folder of its own", (answer["stdout"], answer["stderr"]), ("['program'] None\n", ""))
for wrong in b"{", b"[]", b'{"program":1}', b'{"program":"x","memory":1}', b"\xff", b'{"args":[]}':
    client.socket.sendall(frame(wrong))
    answer = client.answer()
    expect(f"{wrong}", (answer["end"], answer["code"]), ("failed", 125))
expect("and it serves on", client.ask(program="print(1)")["stdout"], "1\n")
for wrong in b"\0\0\0\0", b"\xff\xff\xff\xff", b"GET / HTTP/1.1\r\n\r\n":
    other = Client(launcher.path)
    other.socket.sendall(wrong)
    try:
        other.answer()
        expect(f"{wrong}: the connection ends", False)
    except (EOFError, ConnectionError):
        pass
big = client.ask(id="big", program="#" + "x" * 3_000_000 + "\nprint(2)")
expect("a large one", (big["id"], big["stdout"]), ("big", "2\n"))
expect("the socket is the user's alone", launcher.path.stat().st_mode & 0o777, 0o600)

# --- the client as a command ----------------------------------------------------------------------


def by_client(*words, path=None, options=(), **more):
    return subprocess.run([SANDBOX, "--client", path or launcher.path, *options, "--", *words], capture_output=True,
                          text=True, timeout=FOREVER, **more)


said = by_client("-c", "import sys; print('out'); print('err', file=sys.stderr); sys.exit(7)")
expect("--client", (said.returncode, said.stdout, said.stderr), (7, "out\n", "err\n"))
said = by_client("-c", "print(input())", options=["--stdin"], input="given\n")
expect("--client --stdin", said.stdout, "given\n")
expect("--client to nobody", by_client("x", path=SCRATCH / "none").returncode, 125)

# --- a client that goes takes its run along -------------------------------------------------------
gone = Client(launcher.path)
gone.send(args=["-c", "import time; time.sleep(1000)", MARK])
wait_until("it runs", lambda: len(processes(MARK)) >= 1)
gone.close()
wait_until("its run is gone too", lambda: not processes(MARK))
expect("and its slot serves on", [client.ask(program="print(3)")["stdout"] for _ in range(3)], ["3\n"] * 3)

# --- busy -----------------------------------------------------------------------------------------
narrow = Launcher("--policy", policy, "--slots", 1, "--queue", 1, command=PYTHON)
first, second, third = (Client(narrow.path) for _ in range(3))
first.send(id="1", args=["-c", "import sys, time; time.sleep(1000)", MARK])
wait_until("the first runs", lambda: len(processes(MARK)) >= 1)
second.send(id="2", program="print('second')")
while third.ask(id="3", program="print('third')")["end"] != "busy":  # until the second is in the queue
    pass
first.close()
expect("the second's turn", second.answer()["stdout"], "second\n")
answer = third.ask(id="3", program="print('third')")
expect("the third's", (answer["id"], answer["stdout"]), ("3", "third\n"))

# --- a part is killed -----------------------------------------------------------------------------
third.send(id="4", args=["-c", "import time; time.sleep(1000)", MARK])
wait_until("it runs", lambda: len(processes(MARK)) >= 1)
os.kill(children(narrow.process.pid)[0], signal.SIGKILL)  # the slot
answer = third.answer()
expect("a slot is killed: the client is told", (answer["id"], answer["end"], answer["code"]), ("4", "failed", 125))
wait_until("... and its run is gone", lambda: not processes(MARK))
expect("... and another slot serves", third.ask(program="print(5)")["stdout"], "5\n")
third.send(args=["-c", "import time; time.sleep(1000)", MARK])
wait_until("it runs", lambda: len(processes(MARK)) >= 1)
tree = {narrow.process.pid, *children(narrow.process.pid)}
narrow.process.kill()
narrow.process.wait()
wait_until("the server is killed: its run is gone", lambda: not processes(MARK))
wait_until("... and its slots", lambda: not any(Path(f"/proc/{pid}").exists() for pid in tree))

# --- load: some of them hostile -------------------------------------------------------------------
HOSTILE = ["import os\nwhile True: os.fork()", "while True: pass", "while True: print('x' * 1000)",
           "x = bytearray(1 << 40)", "import os; os.kill(0, 9)", "import os; os.kill(os.getppid(), 9)"]


def submissions(number):
    """One client's: each answer carries what was asked. How many were wrong."""
    mine, wrong = Client(load.path), []
    for i in range(30):
        if i % 10 == 4:
            hostile = HOSTILE[(number * 3 + i // 10) % len(HOSTILE)]
            answer = mine.ask(id=f"{number}/{i}", program=hostile, wall=1, cpu=1)
            if answer["id"] != f"{number}/{i}" or answer["end"] in ("failed", "busy"):
                wrong.append(answer)
        elif i == 17:
            giant = Client(load.path)
            with contextlib.suppress(OSError):  # it may hang up first
                giant.socket.sendall(b"\xff\xff\xff\xff" + b"x" * 5000)
            giant.close()
        elif i == 7:
            half = Client(load.path)
            half.socket.sendall(frame(b'{"program":"while True: pass"}')[:20 if number % 2 else 99])
            half.close()
        else:
            answer = mine.ask(id=f"{number}/{i}", program=f"print('{number} of {i}')")
            if (answer["id"], answer["stdout"]) != (f"{number}/{i}", f"{number} of {i}\n"):
                wrong.append(answer)
    mine.close()
    return wrong


load = Launcher("--policy", policy, "--slots", 8, command=PYTHON)  # who only waits keeps nobody waiting
with concurrent.futures.ThreadPoolExecutor(8) as pool:
    expect("none lost, none another's", [w for wrong in pool.map(submissions, range(8)) for w in wrong], [])

expect("... and its end", load.end(), 0)

# --- SIGTERM drains -------------------------------------------------------------------------------
last = Client(launcher.path)
last.send(id="last", args=["-c", "import time; time.sleep(1); print('drained')", MARK])
wait_until("it runs", lambda: len(processes(MARK)) >= 1)
expect("its end", launcher.end(), 0)
expect("who ran is answered", last.answer()["stdout"], "drained\n")
expect("no socket is left", launcher.path.exists(), False)
expect("no process is left", processes(str(launcher.path)) | processes(MARK), set())

# --- standard input -------------------------------------------------------------------------------
asked = b"".join(frame(json.dumps({"id": str(i), "args": ["echo", str(i)]}).encode()) for i in range(3))
said = subprocess.run([SANDBOX, "--serve", "-", "--layers", STACK], input=asked, capture_output=True, timeout=FOREVER)
got, rest = [], said.stdout
while rest:
    size, = struct.unpack(">I", rest[:4])
    got.append(json.loads(rest[4:4 + size]))
    rest = rest[4 + size:]
expect("--serve -", [(a["id"], a["stdout"]) for a in got], [(str(i), f"{i}\n") for i in range(3)])
expect("... ends with its input", said.returncode, 0)

# --- the policy's mistakes ------------------------------------------------------------------------
for text, says in ("wall x\n", ":1: --wall"), ("# a\n\nwallclock 2\n", ":3: "), ("layers nonsense\n", ":1: no layer"), \
        ("wall\n", ":1: "), ("--wall 2\n", ":1: "), ("serve x\n", ":1: "), ("layers fork\nwall 2\n", "--wall belongs"):
    policy.write_text(text)
    said = subprocess.run([SANDBOX, "--policy", policy, "--serve", "-"], capture_output=True, text=True,
                          stdin=subprocess.DEVNULL, timeout=FOREVER)
    expect(f"{text!r}: exit status", said.returncode, 125)
    expect(f"{text!r}: {says}", says in said.stderr and said.stderr.count("\n") == 1)
expect("--client has no limits", by_client("x", options=["--wall", "1"]).returncode, 125)
for words in (["--slots", "0"], ["--slots", "99"], ["--queue", "x"], ["--report", SCRATCH / "x"]):
    said = subprocess.run([SANDBOX, "--serve", "-", *words], capture_output=True, stdin=subprocess.DEVNULL)
    expect(f"{words}", said.returncode, 125)
done()
