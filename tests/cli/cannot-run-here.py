#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""Where no arena can be built: exit 77 and what to do about it, and no results file."""

from lib import BUILD, ORDEAL, SCRATCH, done, expect, ordeal

DENIES = BUILD / "box" / "bin" / "denylist"  # fork(2), unshare(2) and mount(2), among others

for command in "run", "check", "replay":
    words = ["env-leak/getenv", "none"] if command == "replay" else ["-a", "env-leak"]
    said = ordeal("--", ORDEAL, command, *words, program=DENIES)
    expect(f"{command}: exit code", said.returncode, 77)
    expect(f"{command}: says what fails", "cannot build an arena here: " in said.stderr)
    expect(f"{command}: says what to do", "user namespaces" in said.stderr)
expect("no results", list(SCRATCH.glob("runs/*")), [])
done()
