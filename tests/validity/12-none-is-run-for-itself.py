#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""The column `none` is no copy of the control: it can disagree with it. And nothing holds nothing."""

from lib import done, expect, measure, meta_folder

# A coin for each control and each trial: that sixteen pairs all agree happens once in 65536 times.
folder = meta_folder("tosses")
for i in range(15):
    for ending in "", ".json":
        (folder / f"tosses{i}{ending}").write_bytes((folder / f"tosses{ending}").read_bytes())
    (folder / f"tosses{i}").chmod(0o755)
results = measure("--attack-dir", folder, "-a", "meta/*", "-a", "env-leak", "-d", "none")
pairs = {(cell["control"], cell["trial"]) for cell in results.cells.values() if cell["row"] == "meta"}
expect("some pairs disagree", bool(pairs & {("SEEN", "CLEAN"), ("CLEAN", "SEEN")}))
proven = {cell["verdict"] for cell in results.cells.values() if cell["row"] == "env-leak"}
expect("what is no toss is never held by nothing", proven, {"breached"})
done()
