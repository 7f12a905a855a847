#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""A layer that needs another is credited only with what the other alone does not hold."""

import json

from lib import AS_ROOT, done, expect, measure, ordeal, skip

if not AS_ROOT:
    skip("a rootless arena has no root to become: set-id programs mean nothing there")

results = measure("-a", "setuid/execve", "-a", "network-exfil/tcp", "-d", "none", "-d", "nnp",
                  "-d", "seccomp", codes=[0])
for defence in "nnp", "seccomp":
    expect(f"a set-id program under {defence}", results.verdict("setuid/execve", defence), "held")
printed = ordeal("matrix", results.path, "--format", "json")
expect("exit code of matrix", printed.returncode, 0)
square = {(row["name"], column): square for row in json.loads(printed.stdout)["rows"]
          for column, square in row["squares"].items()}
expect("nnp's own merit", [square["setuid", "nnp"][key] for key in ("held", "proven")], [1, 1])
expect("is not seccomp's", [square["setuid", "seccomp"][key] for key in ("held", "proven", "shared")],
       [0, 0, 1])
expect("which has its own", [square["network-exfil", "seccomp"][key] for key in ("held", "proven")],
       [1, 1])
done()
