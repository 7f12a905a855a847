#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""The column `none` is no copy of the control: it can disagree with it: then nothing is
held by anybody. And nothing holds nothing."""

from lib import done, expect, measure, meta_folder

# A coin for each control and each trial: that fifteen pairs all agree happens once in 32768 times.
folder = meta_folder("tosses")
for i in range(15):
    for ending in "", ".json":
        (folder / f"tosses{i}{ending}").write_bytes((folder / f"tosses{ending}").read_bytes())
    (folder / f"tosses{i}").chmod(0o755)
results = measure("--attack-dir", folder, "-a", "meta/*", "-a", "env-leak", "-d", "none", "-d", "given",
                  "--defence-cmd", "env {command}", codes=[0, 3])
tosses = [cell for cell in results.cells.values() if cell["row"] == "meta"]
expect("two controls each, one of them the trial of none", {len(cell["controls"]) for cell in tosses}, {2})
expect("some disagree", any(set(cell["controls"]) == {"SEEN", "CLEAN"} for cell in tosses))
expect("whoever was not seen is not held", {cell["verdict"] for cell in tosses
       if set(cell["controls"]) == {"SEEN", "CLEAN"} and cell["trial"] == "CLEAN"} <= {"flaky"})
expect("who was seen is breached all the same", {cell["verdict"] for cell in tosses
       if "SEEN" in cell["controls"] and cell["trial"] == "SEEN"} <= {"breached"})
proven = {cell["verdict"] for cell in results.cells.values() if cell["row"] == "env-leak"}
expect("what is no toss is never held by nothing", proven, {"breached"})

# Where the column is not asked for, it is run all the same, and makes no cell.
alone = measure("-a", "env-leak/getenv", "-d", "env", codes=[0])
expect("a second control", alone.cell("env-leak/getenv", "env")["controls"], ["SEEN", "SEEN"])
expect("and one cell", len(alone.cells), 1)
done()
