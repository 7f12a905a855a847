#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""Limits count per kernel uid: instances side by side have ids that no other has, and forty
processes each."""

import os

from lib import META, done, expect, measure, meta_folder

folder = meta_folder("crowd")
for i in range(5):
    for ending in "", ".json":
        (folder / f"crowd{i}{ending}").write_bytes((folder / f"crowd{ending}").read_bytes())
    (folder / f"crowd{i}").chmod(0o755)
results = measure("--attack-dir", folder, "-a", "meta", "--defence-cmd", "prlimit --nproc=40 {command}",
                  "-d", "given", "-j", 6)
expect("six crowds of thirty", [cell["verdict"] for cell in results.cells.values()], ["breached"] * 6)
maps = [[line.split() for line in cell["ending"]["stdout"].split("attempting")[0].splitlines() if line]
        for cell in results.cells.values()]
outer = [int(start) + i for lines in maps for _, start, count in lines for i in range(int(count))]
if os.geteuid() == 0:  # rootless, the one id mapped is the caller's own
    expect("root, the student and nobody are mapped", len(outer), 3 * 6)
    expect("no id twice", len(set(outer)), len(outer))
    expect("none that the machine itself uses", min(outer) >= 1 << 30)

# And the limit does bind: what needs more than it allows is stopped.
results = measure("--attack-dir", META, "-a", "meta/crowd", "--defence-cmd",
                  "prlimit --nproc=20 {command}", "-d", "given")
expect("a crowd of thirty under twenty", results.verdict("meta/crowd", "given"), "held")
done()
