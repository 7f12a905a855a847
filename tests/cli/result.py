#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""The program's result channel: what arrives, what does not, and who tries to forge or to delay it."""

import json
import os
import socket
import subprocess
import sys
import time

from lib import BUILD, SCRATCH, done, expect

SANDBOX = BUILD / "ordeal-sandbox"
STACKS = ["full", "recommended", "locked"]
RESULT = SCRATCH / "result"
LIMITS = ["--disk", "none"]  # others use the disk too
MANY = ["--nproc", "64"]  # of a user who may have others at work


def box(stack, script, *options, sink=RESULT, language="python", **more):
    """What came as a result (None: nothing), how it ended, and what was printed."""
    command = ["/usr/bin/python3", "-c", script] if language == "python" else ["sh", "-c", script]
    report, told = os.pipe()
    begin = time.monotonic()
    process = subprocess.run([SANDBOX, "--layers", stack, *LIMITS, *MANY, "--report", str(told),
                              *(["--result", str(sink)] if sink else []), *map(str, options), "--", *command],
                             capture_output=True, stdin=subprocess.DEVNULL, cwd=SCRATCH,
                             pass_fds=[told, *more.get("pass_fds", [])], timeout=60)
    os.close(told)
    with os.fdopen(report, "rb") as file:
        said = json.loads(file.read())
    got = RESULT.read_bytes() if RESULT.is_file() and sink == RESULT else None
    return Run(got, process, said, time.monotonic() - begin)


class Run:
    def __init__(self, result, process, report, seconds):
        self.result, self.report, self.seconds = result, report, seconds
        self.code, self.out, self.err = process.returncode, process.stdout, process.stderr
        self.end, self.told = report["end"], report["result"]


SAY = "import os, sys\nfd = int(os.environ['ORDEAL_RESULT_FD'])\n"


def what_arrives():
    for stack in STACKS:
        run = box(stack, SAY + "print('answer: 1'); os.write(fd, b'42'); os.write(2, b'answer: 2')")
        expect(f"{stack}: the result, and nothing that was printed", run.result, b"42")
        expect(f"{stack}: what was printed, and no result", run.out, b"answer: 1\n")
        expect(f"{stack}: the report", run.told, {"bytes": 2, "truncated": False, "errno": 0})
        expect(f"{stack}: the end", (run.end, run.code), ("exit", 0))
        run = box(stack, "print('{\"bytes\": 9}')")
        expect(f"{stack}: nothing was written", (run.result, run.told["bytes"]), (b"", 0))
    run = box("full", "echo 42 >&3; echo 43 >/dev/stdout", language="sh")
    expect("from a shell", (run.result, run.out), (b"42\n", b"43\n"))
    run = box("full", "import os\nos.write(1, b'x' * 100)\ntry: os.write(3, b'y'); print('open')\n"
              "except OSError: print('closed')\nprint(os.environ.get('ORDEAL_RESULT_FD'))", sink=None)
    expect("without --result there is no descriptor and no name", run.out[100:], b"closed\nNone\n")
    expect("... and none in the report", run.report["result"], None)
    expect("the mode of the file", box("full", SAY + "os.write(fd, b'x')") and RESULT.stat().st_mode & 0o777, 0o600)


def a_descriptor_of_the_operators():
    for flags in 0, os.O_APPEND:
        fd = os.open(SCRATCH / "own", os.O_WRONLY | os.O_CREAT | os.O_TRUNC | flags, 0o600)
        run = box("full", SAY + "os.write(fd, b'42')", sink=fd, pass_fds=[fd])
        os.close(fd)
        expect(f"into a file of the operator's, flags {flags}", (SCRATCH / "own").read_bytes(), b"42")
        expect("... and the report", run.told["bytes"], 2)
    ours, theirs = os.pipe()
    os.close(ours)
    run = box("full", SAY + "os.write(fd, b'42')\nimport time; time.sleep(0.2); os.write(fd, b'x')", sink=theirs,
              pass_fds=[theirs])
    os.close(theirs)
    expect("nobody reads: the report says so", run.told, {"bytes": 0, "truncated": True, "errno": 32})
    expect("... and it is the program's broken pipe", run.end != "failed")


def children():
    for stack in "full", "locked":
        python = "import subprocess, sys\n"
        run = box(stack, SAY + python + "subprocess.run(['sh', '-c', 'echo no >&3'], stderr=subprocess.DEVNULL)\n"
                  "subprocess.run(['sh', '-c', 'echo yes >&3'], pass_fds=[fd])")
        expect(f"{stack}: Python's children have it only if it is passed on", run.result, b"yes\n")
        run = box(stack, "(sleep 30; echo late >&3) & echo on time >&3", language="sh")
        expect(f"{stack}: a child that holds it delays nothing", run.seconds < 6)
        expect(f"{stack}: ... and adds nothing", run.result, b"on time\n")
        late = SAY + ("import signal, time\nsignal.signal(signal.SIGPIPE, signal.SIG_IGN)\n"
                      "parent = os.getpid()\n"
                      "if os.fork():\n  os.write(fd, b'first'); os._exit(0)\n"
                      "os.setsid()\n"
                      "while os.getppid() == parent: pass\n"
                      "time.sleep(0.005)\n"
                      "while True: os.write(fd, b'!' * 4096)\n")
        run = box(stack, late, "--result-bytes", 9)
        expect(f"{stack}: who writes after the end writes to nobody", (run.result, run.end), (b"first", "exit"))
        expect(f"{stack}: ... and is not waited for", run.seconds < 6)


def too_much():
    for stack in STACKS:
        run = box(stack, SAY + "os.write(fd, b'x' * 10)", "--result-bytes", 10)
        expect(f"{stack}: as much as is allowed", (run.result, run.end), (b"x" * 10, "exit"))
        run = box(stack, SAY + "os.write(fd, b'x' * 11)", "--result-bytes", 10)
        expect(f"{stack}: a byte more at its end", (run.result, run.end, run.code), (b"x" * 10, "result", 137))
        expect(f"{stack}: ... is said", run.told, {"bytes": 10, "truncated": True, "errno": 0})
        run = box(stack, SAY + "import time\nos.write(fd, b'x' * 11); time.sleep(60)", "--result-bytes", 10, "--wall", 20)
        expect(f"{stack}: ends the program", (run.end, run.seconds < 10), ("result", True))
        run = box(stack, SAY + "while True: os.write(fd, b'x' * 65536)", "--result-bytes", "3M")
        expect(f"{stack}: a flood", (len(run.result), run.end), (3 << 20, "result"))
    run = box("full", "(while :; do echo xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx >&3; done) & sleep 60", "--result-bytes",
              "1K", "--wall", 20, language="sh")
    expect("a child's flood ends all of them", (len(run.result), run.end, run.seconds < 10), (1024, "result", True))
    run = box("full", SAY + "os.write(fd, b'x' * 2000)\nwhile True: pass", "--wall", 1)
    expect("a result of who ran into the clock", (len(run.result), run.end), (2000, "wall"))


def tricks():
    for stack in STACKS:
        run = box(stack, SAY + "bad = []\n"
                  "for name, call in {'seek': lambda: os.lseek(fd, 0, 0),\n"
                  "  'truncate': lambda: os.ftruncate(fd, 0), 'pwrite': lambda: os.pwrite(fd, b'x', 0)}.items():\n"
                  "  try: call(); bad.append(name)\n"
                  "  except OSError: pass\n"
                  "os.write(fd, b'42'); print(os.read(fd, 9), bad)")
        expect(f"{stack}: it cannot be read, sought or cut", (run.result, run.out), (b"42", b"b'' []\n"))
    # A pipe could be opened again by its name in /proc, Landlock or not: the runner's by the student's, say.
    again = ("import os\n"
             "for pid in 'self', os.getppid():\n"
             "  for flags in os.O_WRONLY, os.O_RDONLY, os.O_RDWR:\n"
             "    try: os.write(os.open(f'/proc/{pid}/fd/3', flags), b'forged'); print('opened', flags)\n"
             "    except OSError: pass\n")
    for stack in "full", "locked":
        run = box(stack, SAY + again + f"import subprocess\nsubprocess.run([sys.executable, '-c', {again!r}])\n"
                  "os.write(fd, b'42')")
        expect(f"{stack}: it cannot be opened again, by a child neither", (run.result, run.out), (b"42", b""))
    taken = ("import ctypes, os\nlibc = ctypes.CDLL(None)\n"
             "theirs = libc.syscall(438, libc.syscall(434, os.getppid(), 0), 3, 0)\n"
             "if theirs >= 0: os.write(theirs, b'forged')\n")
    run = box("full", SAY + f"import subprocess\nsubprocess.run([sys.executable, '-c', {taken!r}])\nos.write(fd, b'42')")
    expect("full: a child does not take it from its parent", run.result, b"42")
    splice = SAY + ("a, b = os.pipe(); os.write(b, b'spliced')\n"
                    "try: os.splice(a, fd, 7)\n"
                    "except (OSError, AttributeError): os.write(fd, b'refused')\n")
    expect("full: splice(2)", box("full", splice).result, b"refused")
    small = SAY + ("import fcntl\n"
                   "try: fcntl.fcntl(fd, 1031, 4096); fcntl.fcntl(fd, fcntl.F_SETFL, os.O_NONBLOCK)\n"
                   "except OSError: pass\n"
                   "os.set_blocking(fd, True); os.write(fd, b'x' * 300000)")
    for stack in STACKS:
        expect(f"{stack}: a smaller pipe", len(box(stack, small).result), 300000)


def handed_out():
    """An accomplice outside, who is given the descriptor and outlives the program."""
    name = "\0ordeal-result-" + str(os.getpid())
    for stack in "full", "locked":
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        listener.bind(name)
        run = box(stack, SAY + "import socket, time\n"
                  "try:\n"
                  "  s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)\n"
                  f"  s.connect({name!r}); socket.send_fds(s, [b'x'], [fd])\n"
                  "except OSError: os.write(fd, b'refused'); sys.exit(0)\n"
                  "os.write(fd, b'passed on')")
        listener.setblocking(False)
        try:
            got = socket.recv_fds(listener, 1, 1)[1]
        except BlockingIOError:
            got = []
        expect(f"{stack}: is it handed out", len(got), 0 if stack == "full" else 1)
        expect(f"{stack}: the result is the program's", run.result, b"refused" if stack == "full" else b"passed on")
        for fd in got:
            try:
                os.write(fd, b"forged")
                wrote = True
            except BrokenPipeError:
                wrote = False
            os.close(fd)
            expect(f"{stack}: after the end it is closed", wrote, False)
            expect(f"{stack}: ... and the file as it was", RESULT.read_bytes(), b"passed on")
        listener.close()


def the_file():
    RESULT.write_text("the last student's")
    expect("an older result is nobody's", box("full", "pass").result, b"")
    RESULT.write_text("the last student's")
    run = box("full", "", "--ro", "/nowhere")
    expect("... also where nothing ran", (RESULT.exists(), run.end), (False, "failed"))
    target = SCRATCH / "target"
    target.write_text("mine")
    # Without Landlock a program of the same user can put there what it likes.
    plant = SAY + "os.symlink(%r, %r); os.write(fd, b'42')" % (str(target), str(RESULT))
    run = box("locked", plant)
    expect("a link that the program planted is replaced", (RESULT.is_symlink(), run.result), (False, b"42"))
    expect("... not followed", target.read_text(), "mine")
    run = box("locked", SAY + "open(%r, 'w').write('forged'); os.write(fd, b'42')" % str(RESULT))
    expect("so is a file", run.result, b"42")
    RESULT.unlink()
    run = box("locked", SAY + "os.makedirs(%r); os.write(fd, b'42')" % str(RESULT / "x"))
    expect("a folder is in the way, and that is said", (run.code, run.told["errno"] > 0), (125, True))
    subprocess.run(["rm", "-r", RESULT], check=True)
    RESULT.symlink_to(target)
    run = box("full", "pass")
    expect("a link of the operator's", (run.end, run.code, target.read_text()), ("failed", 125, "mine"))
    RESULT.unlink()
    run = box("full", SAY + "print(os.path.exists(%r)); os.write(fd, b'42')" % str(RESULT))
    expect("there is no name while it runs", (run.out, run.result), (b"False\n", b"42"))
    expect("and nothing else is left", [p.name for p in SCRATCH.iterdir() if p.name.startswith(".result")], [])


def called_wrongly():
    for options, word in ((["--result", "1"], "leads where the output goes"), (["--result", "77"], "Bad file descriptor"),
                          (["--result", "2147483648"], "Bad file descriptor"),
                          (["--result", "99999999999999999999"], "Bad file descriptor"),
                          (["--result", "/dev/null"], "exists"), (["--result", "/nowhere/x"], "No such file"),
                          (["--result-bytes", "5"], "needs --result"),
                          (["--layers", "env", "--result", "x"], "'session', which is not on")):
        run = subprocess.run([SANDBOX, *options, "--", "echo", "ran"], capture_output=True, text=True, cwd=SCRATCH)
        expect(" ".join(options), (run.returncode, word in run.stderr, run.stdout), (125, True, ""))
    for name in "1K", "none":
        subprocess.run([SANDBOX, "--result", name, "--", "echo", "ran"], capture_output=True, cwd=SCRATCH)
        expect(f"{name} is the name of a file", (SCRATCH / name).is_file(), True)
    run = subprocess.run(["sh", "-c", '"$0" --result 9 -- echo ran 9>&1', SANDBOX], capture_output=True, text=True)
    expect("what is printed would be the result", (run.returncode, run.stdout), (125, ""))


for part in (what_arrives, a_descriptor_of_the_operators, children, too_much, tricks, handed_out,
             the_file, called_wrongly):
    if len(sys.argv) < 2 or part.__name__ in sys.argv:
        part()
done()
