#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""What the build has is recorded in results/expected: every attack under every column, every profile.

When it fails: measure what is named, and record it; HACKING.md says how (`results/refresh`).
"""

import json

from lib import ROOT, done, expect, ordeal


def listed(*words, key):
    return {one[key] for one in json.loads(ordeal("list", *words, "--json").stdout)}


def missing(recorded, attacks, columns, profile):
    """What is not recorded, in words. `recorded`: text of the file; `columns` with a file of their own."""
    lines = dict((line + "\t").split("\t")[:2] for line in recorded.splitlines() if line[:1] not in "#")
    for attack in sorted(attacks):
        if attack not in lines:
            yield f"{profile}: {attack} under no column"
        elif lines[attack]:
            yield f"{profile}: {attack} under {lines[attack]}"
    for column in sorted(listed("defences", key="name") - columns):
        yield f"{profile}: no attack under {column}"


attacks = listed("attacks", key="id")
for profile in sorted(listed("profiles", key="name")):
    folder = ROOT / "results" / "expected" / profile
    if not expect(f"{profile} has expectations", folder.is_dir()):
        continue
    text = (folder / "recorded").read_text()
    columns = {file.stem for file in folder.glob("*.tsv")}
    expect("not recorded", list(missing(text, attacks, columns, profile)), [])
    # The test can fail: an attack, a column and a cell less.
    first = min(attacks)
    for less, having in (text.replace(first + "\n", ""), columns), (text.replace(first, first + "\tenv"), columns), \
            (text, columns - {"env"}):
        expect("one is missing", len(list(missing(less, attacks, having, profile)))
               > len(list(missing(text, attacks, columns, profile))))
done()
