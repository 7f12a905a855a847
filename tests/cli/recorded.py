#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""What the build has is recorded in results/expected: every attack under every column; of profiles
other than host, the quick programs under the columns of the selection `places`.

When it fails: measure what is named, and record it; HACKING.md says how (`results/refresh`).
"""

import gzip
import json
import re

from lib import ROOT, done, expect, ordeal


def listed(*words, key, only=None):
    everything = json.loads(ordeal("list", *words, "--json").stdout)
    return {one[key] for one in everything if only is None or one[only]}


def silent(profile):
    """Cells of the reference run that say nothing: they are named there with their reasons, and
    cannot be what is expected."""
    file = ROOT / "results/runs/reference" / ("matrix.jsonl.gz" if profile == "host" else f"{profile}.jsonl.gz")
    if not file.exists():
        return set()
    with gzip.open(file, "rt") as lines:
        described = json.loads(next(lines))["columns"]
        cells = [json.loads(line) for line in lines if '"type":"cell"' in line.replace(" ", "")]
    # A column without its description stands on no other: what that one holds would be to its credit.
    expect(f"{file.name}: columns that the first line describes", undescribed(described, cells), set())
    expect("one is missing", undescribed(described[1:], cells), {described[0]["name"]})
    return {(c["attack"], c["defence"]) for c in cells if c["verdict"] in ("broken", "flaky", "fault")}


def undescribed(columns, cells):
    return {cell["defence"] for cell in cells} - {column["name"] for column in columns}


def missing(recorded, attacks, columns, profile, wanted, unsayable=()):
    """What is not recorded, in words. `recorded`: text of the file; `columns` with a file of their own."""
    lines = dict((line + "\t").split("\t")[:2] for line in recorded.splitlines() if line[:1] not in "#")
    for attack in sorted(attacks):
        if attack not in lines:
            yield f"{profile}: {attack} under no column"
        for column in re.findall(r"[^ ,]+", lines.get(attack, "")):
            if column in wanted and (attack, column) not in unsayable:
                yield f"{profile}: {attack} under {column}"
    for column in sorted(wanted - columns):
        yield f"{profile}: no attack under {column}"


SELECTION = (ROOT / "harness/selections/places.selection").read_text()


def selected(key):
    words = re.search(key + r" *= *\[([^]]*)\]", SELECTION)
    return set(re.findall(r'"([^"]*)"', words[1]))


for profile in sorted(listed("profiles", key="name")):
    folder = ROOT / "results" / "expected" / profile
    if not expect(f"{profile} has expectations", folder.is_dir()):
        continue
    part = None if profile == "host" else "quick"
    attacks = listed("attacks", key="id", only=part)
    if part:
        attacks = {a for a in attacks if a.split("/")[0] in selected("attacks")}
    wanted = listed("defences", key="name") if profile == "host" else selected("defences")
    text = (folder / "recorded").read_text()
    columns = {file.stem for file in folder.glob("*.tsv")}
    expect("not recorded", list(missing(text, attacks, columns, profile, wanted, silent(profile))), [])
    # The test can fail: an attack, a column and a cell less.
    first = min(attacks)
    for less, having in (text.replace(first + "\n", ""), columns), \
            (text.replace(first, first + "\t" + min(wanted)), columns), \
            (text, columns - {min(wanted)}):
        expect("one is missing", len(list(missing(less, attacks, having, profile, wanted)))
               > len(list(missing(text, attacks, columns, profile, wanted))))
done()
