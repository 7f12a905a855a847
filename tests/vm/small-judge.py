#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""small-judge.py CONSOLE REPORT - did the guest of tests/vm/small get to its end, and does the sandbox hold there what
it must? What the kernel cannot do is no fault, if the sandbox says so and does not start."""

import json
import re
import sys

# Outside of a box it works, in it: whether it does.
TRIALS = {"hello": "works", "a-child": "works", "socket": "fails", "signal": "fails", "table": "fails"}


def main():
    console = open(sys.argv[1], errors="replace").read().replace("\r", "")
    try:
        report = json.load(open(sys.argv[2]))
    except ValueError:
        sys.exit("the guest gave no report of the probe")
    wrong = [] if "==== end" in console else ["the guest did not get to its end"]
    full = report["conclusion"]["layers"]["landlock"]["can"] == "yes"
    stacks = dict(re.findall(r"^==== stack (\S+): (.*)$", console, re.M))
    for name in ("claimed", "recommended", "locked", "full"):
        said = stacks.get(name, "")
        if said != "started" and not (name == "full" and not full and "landlock" in said):
            wrong.append(f"stack {name} did not start: {said}")
    if not stacks or (stacks.get("full") == "started") != full:
        wrong.append(f"full: {stacks.get('full')}, where the probe says {full}")
    trials = {name: (out, into) for name, out, into in
              re.findall(r"^==== try (\S+): (\w+) outside, (\w+) in", console, re.M)}
    for name, inside in TRIALS.items():
        outside, found = trials.get(name, ("nothing", "nothing"))
        if outside != "works" and name == "table":
            print("table: 32-bit programs do not run there: nothing proven")
        elif (outside, found) != ("works", inside):
            wrong.append(f"{name}: {outside} outside, {found} in the box")
    print("\n".join(wrong) or "it holds what it must")
    sys.exit(1 if wrong else 0)


main()
