#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""Of an honest program all three count: its output to the letter, that it ends by itself, and its
exit code. One that says the right thing and fails does not work, with or without a defence."""

import json

from lib import SCRATCH, done, expect, measure

folder = SCRATCH / "honest"
folder.mkdir()
for name, text in {"right": "echo hello", "right-and-fails": "echo hello\nexit 3", "wrong": "echo hullo",
                   "more-than-right": "echo hello\necho again", "right-and-killed": "echo hello\nkill -9 $$"}.items():
    (folder / name).write_text(f"#!/bin/sh\n{text}\n")
    (folder / name).chmod(0o755)
    (folder / f"{name}.json").write_text(json.dumps(
        {"language": "c", "row": "benign", "effect": "honest work", "means": "sh", "oracle": "done", "expect": "hello\n",
         "argv": [name], "armed": False}))
results = measure("--attack-dir", folder, "-a", "benign/right*", "-a", "benign/wrong", "-a", "benign/more-than-right",
                  "-d", "none")
expect("right", results.verdict("benign/right"), "works")
for name in "right-and-fails", "wrong", "more-than-right":
    expect(name, results.verdict(f"benign/{name}"), "inert")
# Killed where nothing defends: it does not work here, or the machine is to blame.
expect("right and killed", results.verdict("benign/right-and-killed") in ("inert", "broken"))
done()
