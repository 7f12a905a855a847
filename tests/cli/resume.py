#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""An interrupted run goes on where it ended: no cell twice, none missing, the same verdicts."""

import signal
import subprocess
import time

from lib import ROOT, SCRATCH, Results, done, expect, home, ordeal

# Its own copy of the build: a build that goes on meanwhile would be another suite.
ORDEAL = home() / "ordeal"
WORDS = ["-j2", "-a", "env-leak/*", "-d", "none", "-d", "env", "--seed", "1"]


def run(name, *more, words=WORDS):
    return ordeal("run", *words, "-o", SCRATCH / name, *more, program=ORDEAL)


def cells(name):
    text = (SCRATCH / name).read_text() if (SCRATCH / name).exists() else ""
    return text.count('"type":"cell"')


def interrupt(name, after):
    """Start a run, and stop it with SIGINT as soon as it has written that many cells."""
    process = subprocess.Popen([ORDEAL, "run", *WORDS, "-o", SCRATCH / name],
                               stderr=subprocess.PIPE)
    deadline = time.monotonic() + 120
    while cells(name) < after and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    process.communicate()
    return process.returncode


def same(name, whole):
    """The file is valid, and says what the uninterrupted run says."""
    checked = subprocess.run([ROOT / "results/schema/check.py", SCRATCH / name],
                             capture_output=True, text=True)
    expect(f"{name} is valid", (checked.returncode, checked.stdout), (0, "1 files are valid\n"))
    got = Results(SCRATCH / name)
    expect(f"{name}: no cell twice", sum(l["type"] == "cell" for l in got.lines), len(got.cells))
    expect(f"{name}: verdicts", {k: c["verdict"] for k, c in got.cells.items()},
           {k: c["verdict"] for k, c in whole.cells.items()})
    expect(f"{name}: one meta, one end", [l["type"] for l in got.lines].count("meta"), 1)
    expect(f"{name}: it counts all", got.end["cells"], len(whole.cells))
    return got


expect("an uninterrupted run", run("whole.jsonl").returncode, 0)
whole = Results(SCRATCH / "whole.jsonl")

expect("interrupted", interrupt("part.jsonl", 3), 3)
before = Results(SCRATCH / "part.jsonl")
expect("it says so", before.end["interrupted"])
expect("and is not whole", 3 <= len(before.cells) < len(whole.cells))
ended = ordeal("gate", SCRATCH / "part.jsonl", "--expected", ROOT / "results/expected")
expect("the gate is not green", (ended.returncode, "interrupted" in ended.stdout), (3, True))

# With another meta line it is another run.
ended = run("part.jsonl", "--resume", words=[*WORDS[:-1], "2"])
expect("another seed", (ended.returncode, "its command differs" in ended.stderr
                        or "its seed differs" in ended.stderr), (2, True))
text = (SCRATCH / "part.jsonl").read_text()
(SCRATCH / "part.jsonl").write_text(text.replace('"memory_mib":', '"memory_mib":1', 1))
ended = run("part.jsonl", "--resume")
expect("another machine", (ended.returncode, "its memory_mib differs" in ended.stderr), (2, True))
(SCRATCH / "part.jsonl").write_text(text)

expect("resumed", run("part.jsonl", "--resume").returncode, 0)
after = same("part.jsonl", whole)
kept = [key for key in before.cells if before.cells[key] == after.cells[key]]
expect("what was measured was not measured again", len(kept), len(before.cells))
size = (SCRATCH / "part.jsonl").stat().st_size
expect("a whole run is left alone", run("part.jsonl", "--resume").returncode, 0)
expect("to the byte", (SCRATCH / "part.jsonl").stat().st_size, size)

# A crash: no end line, the last cell torn; and where only the newline is missing.
lines = (SCRATCH / "whole.jsonl").read_text().splitlines(True)
for name, tail in ("torn.jsonl", lines[-2][:60]), ("bare.jsonl", lines[-2].rstrip("\n")):
    (SCRATCH / name).write_text("".join(lines[:-2]) + tail)
    expect(f"{name}: resumed", run(name, "--resume").returncode, 0)
    same(name, whole)

# How many at a time changes no verdict; where the commands part, the message shows it.
(SCRATCH / "torn.jsonl").write_text("".join(lines[:-2]))
ended = run("torn.jsonl", "--resume", words=["-j1", *WORDS[1:]])
expect("another -j", (ended.returncode, ended.stderr.count("differs")), (0, 0))
(SCRATCH / "torn.jsonl").write_text("".join(lines[:-2]))
ended = run("torn.jsonl", "--resume", words=[*WORDS[:5], "-d", "fds", *WORDS[7:]])
expect("what differs is shown, not only what is the same", (ended.returncode, "env" in ended.stderr.split("now it is")[0],
                                                           "fds" in ended.stderr), (2, True, True))

# Nothing is written over in silence, and two runs that begin in one second get two files.
text = (SCRATCH / "whole.jsonl").read_text()
ended = run("whole.jsonl")
expect("a file that is there", (ended.returncode, "--force" in ended.stderr, "--resume" in ended.stderr),
       (2, True, True))
expect("it is as it was", (SCRATCH / "whole.jsonl").read_text(), text)
few = ["run", "-a", "env-leak/getenv", "-d", "none"]
expect("--force", ordeal(*few, "-o", SCRATCH / "torn.jsonl", "--force", program=ORDEAL).returncode, 0)
expect("it is written anew", len(Results(SCRATCH / "torn.jsonl").cells), 1)
both = [subprocess.Popen([ORDEAL, *few], cwd=SCRATCH, stderr=subprocess.DEVNULL) for _ in range(3)]
expect("at once", [p.wait() for p in both], [0, 0, 0])
files = [f for f in (SCRATCH / "runs").glob("*.jsonl") if not f.is_symlink()]
expect("three files", [len(Results(f).cells) for f in files], [1, 1, 1])

expect("no file yet: a new run", run("new.jsonl", "--resume", words=[
    "-a", "env-leak/getenv", "-d", "none"]).returncode, 0)
expect("which file?", ordeal("run", "--resume").returncode, 2)
done()
