#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""What `ordeal surface` counts is what a filter decides: the sandbox's, by simulating its compiled
BPF with the probe's own arguments, and two that this test makes up, which kill and trap."""

import errno
import json
import os
import platform
import re
import subprocess

import jsonschema

from lib import BUILD, ROOT, SCRATCH, done, expect, ordeal, skip

if platform.machine() != "x86_64":
    skip("the filter and its simulation here are of x86_64")

ALLOW, KILL, ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
AUDIT_ARCH_X86_64 = 0xC000003E

# One program for seccomp: getpid kills, uname traps, the rest passes. Then the command.
KILLER = """
import ctypes, os, struct, sys
code = b"".join(struct.pack("HBBI", *i) for i in [(0x20, 0, 0, 0), (0x15, 0, 1, 39), (6, 0, 0, 0x80000000),
        (0x15, 0, 1, 63), (6, 0, 0, 0x30000), (6, 0, 0, 0x7FFF0000)])
filter = ctypes.create_string_buffer(code)
program = ctypes.create_string_buffer(struct.pack("HxxxxxxQ", len(code) // 8, ctypes.addressof(filter)))
libc = ctypes.CDLL(None)
assert not libc.prctl(38, 1, 0, 0, 0) and not libc.prctl(22, 2, program, 0, 0)
os.execv(sys.argv[1], sys.argv[1:])
"""

path = SCRATCH / "surface.jsonl"
killer = "/usr/bin/python3 -c '" + KILLER + "' {command}"
said = ordeal("surface", "-o", path, "--json", "-d", "none", "-d", "fork", "-d", "seccomp", "-d",
              "recommended", "-d", "denylist", "-d", "in-process", "-d", "given", "--defence-cmd", killer)
expect("exit code", (said.returncode, said.stderr), (0, ""))
columns = {line["defence"]: line for line in json.loads(said.stdout)}
none, seccomp, denylist = (columns[name] for name in ("none", "seccomp", "denylist"))

expect("nothing stops nothing", none["stopped"], {})
expect("a kernel has many calls", none["reachable"] > 300, True)
expect("the null layer stops nothing", columns["fork"]["reached"], none["reached"])
expect("the allow list stops some", seccomp["reachable"] < none["reachable"] - 100, True)
expect("the whole stack stops no less", columns["recommended"]["reachable"] <= seccomp["reachable"], True)
expect("the deny list stops few", seccomp["reachable"] < denylist["reachable"] < none["reachable"], True)
expect("in-process runs no C", "Python only" in columns["in-process"]["why"], True)
for name, line in columns.items():
    if line["why"] is None:
        expect(f"{name}: all are accounted for", len(line["reached"]) + len(line["stopped"]), line["of"])
        expect(f"{name}: figures", (line["reachable"], round(line["share"] + line["cut"], 9)),
               (len(line["reached"]), 1))
if none["doors"]["i386"] == "open":
    expect("the i386 door", [columns[name]["doors"]["i386"] for name in ("seccomp", "denylist")],
           ["shut", "open"])

# The filter that was made up: what it kills is found out, and what comes after it is tried.
given = columns["given"]
expect("killed and trapped", given["stopped"], {"getpid": "killed", "uname": "SIGSYS"})

# The sandbox's filter, simulated.
header = (BUILD / "gen" / "seccomp_bpf.h").read_text().split("policy_alone[] = {")[1].split("};")[0]
bpf = [tuple(int(word, 0) for word in line.split(",")) for line in re.findall(r"\{ (.*?) \}", header)]


def decide(nr, args):
    words = [nr, AUDIT_ARCH_X86_64, 0, 0]
    for arg in args:
        words += [arg & 0xFFFFFFFF, arg >> 32 & 0xFFFFFFFF]
    a, at = 0, 0
    while True:
        code, yes, no, k = bpf[at]
        at += 1
        if code == 0x20:
            a = words[k // 4]
        elif code == 0x54:
            a &= k
        elif code == 0x05:
            at += k
        elif code == 0x06:
            return k
        else:
            at += yes if {0x15: a == k, 0x25: a > k, 0x35: a >= k, 0x45: bool(a & k)}[code] else no


names = {int(nr): name for nr, name in
         re.findall(r'\[(\d+)\] = "(\w+)"', (BUILD / "gen" / "syscall_names.h").read_text())}
listed = subprocess.run([BUILD / "box/bin/surface", "--arguments"], capture_output=True, text=True)
wanted, tried = set(), 0
for line in listed.stdout.splitlines():
    nr, *args = line.split()
    name = names.get(int(nr), f"syscall {nr}")
    if name not in none["reached"]:
        continue
    tried += 1
    # Our own pid is a blank, 0, in the filter that is not launched.
    verdict = decide(int(nr), [0 if arg == "self" else int(arg) for arg in args])
    refused_anyhow = name in none["refused_to_all"] and verdict == ERRNO | errno.EPERM
    if verdict == ALLOW or refused_anyhow:
        wanted.add(name)
expect("every call was simulated", tried, none["of"])
expect("too many reached", set(seccomp["reached"]) - wanted, set())
expect("too few reached", wanted - set(seccomp["reached"]), set())
expect("the count", seccomp["reachable"], len(wanted))

# The file: as its schema says, no host name, and it prints the same table as the measurement.
schema = json.loads((ROOT / "results/schema/surface.schema.json").read_text())
validator = jsonschema.validators.validator_for(schema)(schema)
validator.check_schema(schema)
lines = [json.loads(line) for line in path.read_text().splitlines()]
expect("first and last", [lines[0]["kind"], lines[-1]["columns"]], ["surface", len(columns)])
for number, line in enumerate(lines, 1):
    for error in validator.iter_errors(line):
        expect(f"line {number}: {error.message[:200]}", False)
expect("no host name", f'"{os.uname().nodename}"' in json.dumps(lines[0]), False)
expect("the schema can say no", validator.is_valid({**lines[1], "reachable": "many"}), False)
expect("read back", json.loads(ordeal("surface", "--json", path).stdout), list(columns.values()))
table = ordeal("surface", path).stdout
expect("a row", re.search(rf"^seccomp +{seccomp['reachable']} .* shut ", table, re.M) is not None, True)
expect("a row in Markdown", f"| seccomp | {seccomp['reachable']} |" in
       ordeal("surface", "--markdown", path).stdout, True)

# Files that are none.
for what, text in {"cut": "".join(line + "\n" for line in path.read_text().splitlines()[:-1]),
                   "of another kind": '{"type":"meta","kind":"bench"}\n{"type":"end"}\n',
                   "torn": path.read_text()[:-30], "empty": ""}.items():
    broken = SCRATCH / "broken.jsonl"
    broken.write_text(text)
    expect(f"a file that is {what}", ordeal("surface", broken).returncode, 2)
done()
