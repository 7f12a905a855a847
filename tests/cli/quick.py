#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""A quick run has the quick programs under the main columns, and stays short: this is counted in
programs, since no test may depend on the machine's speed."""

import collections
import json
import re

from lib import BUILD, ROOT, done, expect, measure, ordeal

# Of a row, and honest programs. Under the main columns, at 35 to 40 cells a second on two
# processors, this is a minute.
MOST, MOST_BENIGN = 4, 12


def listed(*words):
    return json.loads(ordeal("list", *words, "--json").stdout)


programs = [p for p in listed("attacks", "--quick")]
# A column that is to be made first is one of them where it was made.
made = {file.stem: re.search(r'^made *= *\[ *"([^"]*)"', file.read_text(), re.M)
        for file in (ROOT / "harness/defences").glob("*.defence")}
main = [d["name"] for d in listed("defences")
        if d["main"] and (not made[d["name"]] or (BUILD / "box" / made[d["name"]][1]).exists())]
for row, n in collections.Counter(p["row"] for p in programs).items():
    expect(f"{row}: {n} quick programs, not too many", n <= (MOST_BENIGN if row == "benign" else MOST))
rows = {p["row"] for p in listed("attacks")} - {"time-hog"}  # whose effect is time
expect("each row has a quick program", rows - {p["row"] for p in programs}, set())
expect("the nulls and the stacks are main columns",
       {"none", "in-process", "fork", "claimed", "recommended"} <= set(main))
layers = {d["name"] for d in listed("defences") if d["group"] == "layer"}
expect("the layers are main columns, but those that hold least alone, and the one that wants a folder",
       layers - set(main), {"hygiene", "undumpable", "preload", "cgroup"})

results = measure("--quick", "-a", "env-leak", "-a", "benign/hello-*")
expect("columns", {cell["defence"] for cell in results.cells.values()}, set(main))
want = {p["id"] for p in programs if p["row"] == "env-leak" or p["id"].startswith("benign/hello-")}
expect("programs", {cell["attack"] for cell in results.cells.values()}, want)

results = measure("--quick", "-a", "env-leak/getenv", "-d", "env-i", "-d", "given", "--defence-cmd", "{command}")
expect("columns by name", {cell["defence"] for cell in results.cells.values()}, {"env-i", "given"})
results = measure("--quick", "-a", "env-leak/getenv", "--defence-cmd", "{command}")
expect("a given column is in it", {cell["defence"] for cell in results.cells.values()}, {*main, "given"})
done()
