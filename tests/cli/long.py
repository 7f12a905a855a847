#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""The runner of the long checks: what it counts, what it skips and why, what hangs; and each of
ours says what it needs."""

import os
import re
import shutil
import subprocess

from lib import BUILD, ROOT, SCRATCH, done, expect

LONG = ROOT / "tests" / "long"
folder = SCRATCH / "long"
folder.mkdir()
shutil.copy2(LONG / "run", folder / "run")
for name, text in {"a-good-one": "echo all is well",
                   "fails": "echo no good; exit 3",
                   "hangs": "# seconds: 0.2\nsleep 100",
                   "lacks": "# needs: sh no-such-program\nexit 1",
                   "skips-itself": "exit 77"}.items():
    (folder / name).write_text(f"#!/bin/sh\n{text}\n")
    (folder / name).chmod(0o755)
(folder / "notes").write_text("not to be run\n")


def run(*parts):
    return subprocess.run([folder / "run", BUILD, *parts], capture_output=True, text=True)


told = run()
expect("its exit code", told.returncode, 1)
expect("its last line", told.stdout.splitlines()[-1], "1 passed, 2 failed, 2 skipped")
verdicts = {name: word for word, name in re.findall(r"^(ok|FAIL|skip) +[\d.]+ s  (.*)$", told.stdout, re.M)}
expect("each", verdicts, {"long/a-good-one": "ok", "long/fails": "FAIL", "long/hangs": "FAIL",
                          "long/lacks (missing: no-such-program)": "skip", "long/skips-itself": "skip"})
expect("what it printed is shown", "all is well" in told.stdout)
one = run("good")
expect("some of them", [one.returncode, one.stdout.splitlines()[-1]], [0, "1 passed, 0 failed, 0 skipped"])

checks = [file for file in LONG.iterdir() if os.access(file, os.X_OK) and file.name != "run"]
expect("there are checks", len(checks) >= 5)
for file in checks:
    expect(f"{file.name} says what it needs", bool(re.search(r"^# needs: \S", file.read_text(), re.M)))
done()
