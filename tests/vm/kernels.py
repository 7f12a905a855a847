#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""kernels.py FOLDER... - what tests/vm/small found under each kernel, as a table in Markdown.

Each FOLDER has ARCH-RELEASE.json, the report of the probe there, and ARCH-RELEASE.lines.
"""

import json
import re
import sys
from pathlib import Path

HEAD = ["kernel", "processor", "strongest stack", "stacks that start", "layers that cannot be put on",
        "held, of what works outside"]


def row(report):
    lines = report.with_suffix(".lines").read_text()
    machine = re.search(r"^machine (\S+) (\S+)$", lines, re.M)
    stacks = [name for name, said in re.findall(r"^stack (\S+): (.*)$", lines, re.M) if said == "started"]
    # These two need a file, or a folder, that the ramdisk has not: nothing is said of the kernel.
    lacking = [name for name, said in re.findall(r"^layer (\S+): \S+ +(no\b.*)$", lines, re.M)
               if name not in ("preload", "cgroup")]
    trials = re.findall(r"^try (\S+): works outside, (\w+) in", lines, re.M)
    bad = [(name, inside) for name, inside in trials if name not in ("hello", "a-child")]
    held = [name for name, inside in bad if inside == "fails"]
    return [machine[1], machine[2], json.loads(report.read_text())["conclusion"]["strongest"], ", ".join(stacks),
            ", ".join(lacking) or "none", f"{len(held)} of {len(bad)}: {', '.join(held)}"]


def main():
    reports = sorted(path for folder in sys.argv[1:] for path in Path(folder).glob("*-*.json"))
    if not reports:
        sys.exit("usage: kernels.py FOLDER...   (tests/vm/small writes there)")
    print("| " + " | ".join(HEAD) + " |\n" + "|---" * len(HEAD) + "|")
    for report in reports:
        print("| " + " | ".join(row(report)) + " |")


main()
