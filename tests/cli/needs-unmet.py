#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""Without Python or numpy their programs are `notrun`, with the reason, and the others go on."""

import os
import subprocess

from lib import ORDEAL, SCRATCH, Results, done, expect, skip

if os.geteuid() != 0:
    skip("hiding a program takes a mount namespace: run as root")

HIDE = "mount --bind /dev/null $(readlink -f /usr/bin/python3)"
EMPTY = "mount -t tmpfs tmpfs /usr/lib/python3/dist-packages/numpy"


def without(what):
    path = SCRATCH / "r.jsonl"
    command = [str(ORDEAL), "run", "--force", "-o", str(path), "-d", "none", "-d", "recommended"]
    for name in "env-leak", "benign/hello-c", "benign/hello-python", "benign/numpy-linalg":
        command += ["-a", name]
    # A mount namespace of its own, gone with the command.
    ran = subprocess.run(["unshare", "-m", "sh", "-ec", f'{what}; exec "$@"', "sh", *command],
                         cwd=SCRATCH, capture_output=True, text=True)
    expect(f"{what}: exit code, after {ran.stderr}", ran.returncode, 0)
    return Results(path)


results = without(HIDE)
for name in "env-leak/os-environ", "benign/hello-python":
    for defence in "none", "recommended":
        cell = results.cell(name, defence)
        expect(f"{name} without Python", cell["verdict"], "notrun")
        expect("and why", cell["reason"], "/usr/bin/python3 is missing")
        expect("nothing was measured", (cell["control"], cell["trial"]), (None, None))
expect("C goes on", results.verdict("env-leak/getenv"), "breached")
expect("C goes on, defended", results.verdict("env-leak/getenv", "recommended"), "held")

results = without(EMPTY)
expect("numpy's program", results.verdict("benign/numpy-linalg"), "notrun")
expect("and why", "numpy" in results.cell("benign/numpy-linalg")["reason"])
expect("Python's own", results.verdict("benign/hello-python"), "works")
done()
