#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""The mutation bench notices what a program notices and nothing else; tests/mutation/accepted and
the record of the last pass name mutants that there are; and each mutant still fits the sources."""

import subprocess
import sys

from lib import BUILD, ROOT, SCRATCH, done, expect

RUN = ROOT / "tests/mutation/run"
sys.path.append(str(RUN.parent))
import record  # noqa: E402


def mutation(*words):
    return subprocess.run([RUN, BUILD, *words], cwd=SCRATCH, capture_output=True, text=True)


listed = mutation("--list")
expect("every edit applies", (listed.returncode, listed.stderr), (0, ""))
names = listed.stdout.split()
expect("names are there once", len(names), len(set(names)))
expect("all layers", {name.split("/")[0] for name in names} >=
       {"nnp", "seccomp", "rlimit", "env", "tmp", "fds", "session", "landlock"})

# The record of the last pass: tests/mutation/run BUILD --record brings it up to date.
lines = record.read(ROOT / record.TABLE)
expect("the record has each mutant, and no other", (sorted(set(names) - set(lines)), sorted(set(lines) - set(names))),
       ([], []))
programs = {f"{p.parent.name}/{p.stem}" for p in (ROOT / "attacks").glob("*/*.*")}
expect("who noticed is in the catalogue", {line.program for line in lines.values() if line.program} - programs, set())
expect("fates are fates", {line.fate for line in lines.values()} - set(record.FATES), set())
expect("the page is the table's", (ROOT / record.PAGE).read_text(),
       record.page(list(lines.values()), record.accepted(RUN.parent / "accepted")))
named = mutation("--list", "--shard", "1/2").stdout.split() + mutation("--list", "--shard", "2/2").stdout.split()
expect("two halves are the whole", sorted(named), sorted(names))

# Held by the environment's list alone, whatever rlimit does; and the C program needs no lseek.
said = mutation("--only", "env/inherited", "--only", "rlimit/no-CORE", "--only", "seccomp/without-execve",
                "--only", "seccomp/without-msync", "--attack", "env-leak/getenv", "--attack", "benign/hello-c",
                "--attack", "disk-bomb/one-file", "--jobs", "1")
fates = {line.split()[1]: line.split()[0] for line in said.stdout.splitlines()
         if "/" in line and not line.startswith(("survivor", "accepted"))}
expect("who was noticed", fates, {
    "env/inherited": "killed", "rlimit/no-CORE": "survived",
    "seccomp/without-execve": "killed", "seccomp/without-msync": "survived"})
expect("by whom", "killed    env/inherited  env-leak/getenv under env" in said.stdout)
if said.returncode not in (0, 1) or fates == {}:
    print(said.stdout + said.stderr)
expect("nothing of that name", mutation("--only", "no-such-mutant").returncode, 4)
done()
