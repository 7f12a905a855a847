#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""Arenas cannot be built any more in the middle of a run: a fault of the machine, blamed on nobody."""

import os
import subprocess
import time

from lib import SCRATCH, Results, done, expect, home

HOME, FILE = home(), SCRATCH / "r.jsonl"
run = subprocess.Popen([HOME / "ordeal", "run", "-a", "env-leak", "-d", "none", "-d", "env", "-j", "1",
                        "-o", FILE], stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
while run.poll() is None and not (FILE.exists() and '"type":"cell"' in FILE.read_text()):
    time.sleep(0.002)
os.rename(HOME / "box", HOME / "gone")
said = run.communicate(timeout=200)[1]
expect("exit code", run.returncode, 3)
results = Results(FILE)
faults = [cell for cell in results.cells.values() if cell["verdict"] == "fault"]
expect("it hit cells", bool(faults))
expect("and nothing else was said of any", results.verdicts() <= {"fault", "breached", "held"})
for cell in faults:
    expect("why", cell["reason"].startswith("the machine failed, not the defence"))
    expect("which step", len(cell["reason"]) > 70)
    expect("tried three times, then given up", cell["runs"] == 3 * ["fault"])
expect("the summary counts them", f"{len(faults)} fault" in said)
done()
