#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""What ordeal-sandbox says to who asked for no report, and which grants and limits are no launch."""

import json
import os
import resource
import subprocess

from lib import BUILD, SCRATCH, done, expect

SANDBOX = BUILD / "ordeal-sandbox"
MEDIATE = ["--layers", "fork,env,tmp,session,fds,rlimit,hygiene,seccomp,supervise,undumpable", "--processes", "--mediate"]


def run(*words, **more):
    p = subprocess.run([SANDBOX, *map(str, words)], cwd=SCRATCH, capture_output=True, text=True, timeout=60,
                       **{"stdin": subprocess.DEVNULL, **more})
    return p.returncode, p.stdout, p.stderr


def reported(*words):
    code, out, _ = run("--report", "1", *words)
    return json.loads(out.splitlines()[-1])


# Ended by the sandbox: one line. Ended by itself, or with a report: none.
code, out, err = run("--wall", "0.2", "--", "sh", "-c", "exec sleep 60")
expect("the wall clock", (code, err), (124, "ordeal-sandbox: the wall clock ran out: --wall 0.2\n"))
code, out, err = run("--output", "3", "--", "echo", "four")
expect("output", (code, err), (137, "ordeal-sandbox: more output than is allowed: --output 3\n"))
expect("by itself", run("--", "sh", "-c", "exit 3"), (3, "", ""))
expect("with a report", run("--wall", "0.2", "--report", "report", "--", "sleep", "60"), (124, "", ""))

# A reason is what was measured, not a signal's name.
for sig, end in ("XCPU", "signal"), ("KILL", "signal"), ("TERM", "signal"):
    expect(f"kill -{sig}", reported("--", "sh", "-c", f"kill -{sig} $$")["end"], end)
expect("who was asked in vain", reported("--", "true")["refused"], "unknown")
expect("who heard nothing", reported("--layers", "full", "--", "true")["refused"], [])
failed = reported("--layers", "full", "--ro", "/nonexistent", "--", "true")
expect("no layer was applied", (failed["end"], failed["layers"], failed["missing"]), ("failed", [], []))

# What runs a program may be missing.
(SCRATCH / "script").write_text("#! /opt/not/there -x\n")
(SCRATCH / "script").chmod(0o755)
code, out, err = run("--", "./script")
expect("a script", (code, err), (126, f"ordeal-sandbox: {SCRATCH}/./script: its interpreter '/opt/not/there' is not there: "
                                 "No such file or directory\n"))

# A limit that is named is the limit, or there is no launch.
def lower():
    resource.setrlimit(resource.RLIMIT_STACK, (1 << 20, 1 << 20))
    resource.setrlimit(resource.RLIMIT_NOFILE, (32, 32))


code, out, err = run("--stack", "2M", "--", "true", preexec_fn=lower)
expect("more stack than there may be", (code, "--stack: the hard limit here is 1048576" in err), (125, True))
expect("less is less", run("--stack", "512K", "--", "sh", "-c", "ulimit -s", preexec_fn=lower)[1], "512\n")
expect("a default gives way", run("--", "sh", "-c", "ulimit -s; ulimit -n", preexec_fn=lower)[1], "1024\n32\n")
expect("none is as much as there is", run("--stack", "none", "--", "sh", "-c", "ulimit -s", preexec_fn=lower)[1], "1024\n")

# Grants in grants: what is to be read only and would be writable is no launch.
work = SCRATCH / "work"
for folder in work, work / "tests", work / "out", SCRATCH / "other":
    folder.mkdir()
(work / "tests/1.out").write_text("theirs")
os.symlink(work / "tests", SCRATCH / "by-link")
os.symlink("tests", work / "link")
WRITE = "for f in %s; do if echo mine >$f/new 2>/dev/null; then echo -n w; else echo -n -; fi; done; cat %s/tests/1.out"
for stack in ["--layers", "full"], MEDIATE:
    name = stack[-1]
    for ro, rw, why in ((work / "tests", work, True), (work, work, True), (SCRATCH / "by-link", work, True),
                        (work / "link", work, True), (work / "tests/1.out", work, True), (work, work / "out", False),
                        (SCRATCH / "other", work, False)):
        script = WRITE % (f"{work}/tests {work}/out {work} {SCRATCH}/other", work)
        code, out, err = run(*stack, "--ro", ro, "--rw", rw, "--", "sh", "-c", script)
        if why:
            expect(f"{name}: --ro {ro.name} in --rw {rw.name}", (code, "would be writable" in err), (125, True))
        else:
            can = "-w--" if rw == work / "out" else "www-"
            expect(f"{name}: --rw {rw.name} beside --ro {ro.name}", (code, out), (0, can + "theirs"))
    folder = os.open(work, os.O_RDONLY)
    code, out, err = run(*stack, "--stdin", "--", "true", stdin=folder)
    os.close(folder)
    expect(f"{name}: a folder as standard input", (code, "standard input is a folder" in err), (125, True))

# A mark in memory that others may write to.
code, out, err = run("--processes", "--result", "mark", "--", "true")
expect("--result without walls", (code, "memory" in err, (SCRATCH / "mark").exists()), (125, True, False))
open_to_all = reported("--layers", "locked", "--result", "mark", "--", "true")["warnings"]
expect("where there is nothing better it is said", [w for w in open_to_all if w.startswith("result:")],
       ["result: a process of this user can write into the memory of who makes it"])
for layers in ["--layers", "full"], ["--layers", "recommended"]:
    said = reported(*layers, "--result", "mark", "--", "true")["warnings"]
    expect(f"{layers[1]}: nothing to say", [w for w in said if w.startswith("result:")], [])
done()
