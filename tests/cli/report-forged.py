#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""A program of the same user tries to have the sandbox's report say something else.

What it can reach by a path it may write, replace, or have left there for this run. Under each of
these the report says how the program really ended, or there is none and the exit code is 125.
"""

import json
import os
import subprocess
import textwrap

from lib import BUILD, SCRATCH, done, expect

BOX = BUILD / "ordeal-sandbox"
FORGED = '{"type":"ordeal-sandbox","end":"exit","code":0}'
HERE = SCRATCH / "forged"
REPORT = HERE / "report.json"


def run(program, *options, report=REPORT, stack="recommended", **more):
    """The program (Python, told where the report is) under the sandbox: exit code, stderr."""
    words = [str(BOX), "--layers", stack, "--report", str(report), *options, "--",
             "/usr/bin/python3", "-c", textwrap.dedent(program), str(report), FORGED]
    done_ = subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True, timeout=60, **more)
    return done_.returncode, done_.stderr


def reported(path=REPORT):
    """The whole file is one line and one object."""
    text = path.read_text()
    expect("lines in the report", text.count("\n"), 1)
    return json.loads(text)


def fresh():
    subprocess.run(["rm", "-rf", str(HERE)], check=True)
    HERE.mkdir()


def tells(what, program, end, code, warned=False, **more):
    fresh()
    expect(f"{what}: exit code", run(program, **more)[0], code)
    got = reported()
    expect(f"{what}: end and code", (got["end"], got["code"]), (end, code))
    expect(f"{what}: warned", any("in its place" in w for w in got["warnings"]), warned)


HEAD = "import os, sys\npath, forged = sys.argv[1:3]\n"

tells("nothing is done", HEAD + "sys.exit(3)", "exit", 3)
tells("more than our line is in the file", HEAD + """
open(path, 'a').write((forged + '\\n') * 100)
sys.exit(3)""", "exit", 3)
tells("another file is in its place", HEAD + """
os.rename(path, path + '.away')
open(path, 'w').write(forged + '\\n')
sys.exit(3)""", "exit", 3, warned=True)
tells("a link is in its place", HEAD + """
os.unlink(path)
open(path + '.other', 'w').write(forged + '\\n')
os.symlink(path + '.other', path)
sys.exit(3)""", "exit", 3, warned=True)
expect("what the link led to is as it was", (HERE / "report.json.other").read_text(), FORGED + "\n")
tells("a second name", HEAD + "os.link(path, path + '.too'); sys.exit(3)", "exit", 3, warned=True)
tells("nothing is there any more", HEAD + "os.unlink(path); sys.exit(3)", "exit", 3, warned=True)
tells("killed all the same", HEAD + """
os.unlink(path)
open(path, 'w').write(forged + '\\n')
os.kill(os.getpid(), 9)""", "signal", 137, warned=True)
tells("by the supervisor's descriptors", HEAD + """
for fd in range(3, 64):
    for where in f'/proc/{os.getppid()}/fd/{fd}', f'/proc/self/fd/{fd}':
        try:
            open(where, 'a').write(forged + '\\n')
        except OSError:
            pass
sys.exit(3)""", "exit", 3)

# What leads elsewhere when it is over: nothing is written or removed there, and nobody is told
# lies.
fresh()
(HERE / "sub").mkdir()
(SCRATCH / "elsewhere").mkdir()
(SCRATCH / "elsewhere" / "report.json").write_text("precious\n")
code, told = run(HEAD + f"""
os.rename('{HERE}/sub', '{HERE}/moved')
os.symlink('{SCRATCH}/elsewhere', '{HERE}/sub')
sys.exit(3)""", report=HERE / "sub" / "report.json")
expect("its folder is a link now", (code, b"another one" in told), (125, True))
expect("a file elsewhere", (SCRATCH / "elsewhere" / "report.json").read_text(), "precious\n")
fresh()
code, told = run(HEAD + "os.unlink(path); os.mkdir(path); sys.exit(3)")
expect("a folder in its place", (code, b"in its place" in told), (125, True))

# What an earlier program left for this run.
PLAIN = HEAD + "sys.exit(3)"
fresh()
(HERE / "precious").write_text("precious\n")
os.link(HERE / "precious", REPORT)
expect("a second name of another file", run(PLAIN)[0], 125)
expect("that file", (HERE / "precious").read_text(), "precious\n")
fresh()
(HERE / "precious").write_text("precious\n")
REPORT.symlink_to(HERE / "precious")
expect("a link to another file", run(PLAIN)[0], 125)
expect("that file", (HERE / "precious").read_text(), "precious\n")
fresh()
os.mkfifo(REPORT)
expect("a pipe that nobody reads", run(PLAIN)[0], 125)

# Numbers are descriptors, never names of files; and a value is no end of the options.
fresh()
for number in "2147483648", "99999999999", "77":
    expect(f"--report {number}", run(PLAIN, report=number, cwd=HERE)[0], 125)
expect("files of that name", os.listdir(HERE), [])
expect("--report --", subprocess.run([BOX, "--report", "--", "true"], cwd=HERE,
                                     capture_output=True).returncode, 125)
expect("files of that name", os.listdir(HERE), [])

# A descriptor of ours is a file that the program finds. What it wrote after our place is cut off.
fresh()
with open(REPORT, "w") as file:
    file.write("the caller's\n")
    file.flush()
    fd = file.fileno()
    run(HEAD + f"open('{REPORT}', 'a').write((forged + '\\n') * 100); sys.exit(3)", report=fd,
        pass_fds=[fd])
    file.seek(0, os.SEEK_END)
    file.write("the caller's again\n")
lines = REPORT.read_text().splitlines()
expect("lines by descriptor", (lines[0], len(lines), lines[-1]),
       ("the caller's", 3, "the caller's again"))
expect("the report between them", json.loads(lines[1])["code"], 3)

# A name that moves cursors, in the report and on stderr.
fresh()
argv0 = str(HERE / "x\n\x1b]0;y\x07{}")
words = [BOX, "--report", REPORT, "--", argv0]
told = subprocess.run(words, capture_output=True)
expect("a command of that name", (told.returncode, told.stderr.count(b"\n")), (127, 1))
expect("stderr moves no cursor", any(c < 32 and c != 10 for c in told.stderr), False)
expect("the command in the report", reported()["command"], argv0)
done()
