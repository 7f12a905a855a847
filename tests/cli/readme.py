#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""README.md is short, its tables fit a page, and its links lead somewhere."""

import re

from lib import ROOT, done, expect
from rendered import PAGE, least_width, tables

LINES = 200
README = (ROOT / "README.md").read_text()


def anchors(text):
    """The names that a forge gives to headings."""
    for heading in re.findall(r"^#+ (.*)$", text, re.M):
        yield re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def dead_links(file):
    text = file.read_text()
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        path, _, anchor = target.partition("#")
        if re.match(r"\w+:", target):
            continue
        place = file.parent / path if path else file
        if not place.exists() or (anchor and anchor not in anchors(place.read_text())):
            yield target


expect("lines of README.md", len(README.splitlines()) < LINES)
found = list(tables(README))
expect("there are tables", len(found) >= 3)
for rows in found:
    pixels = least_width(rows)
    if pixels > PAGE:
        expect(f"the table that begins with {rows[0]}: its pixels", pixels, PAGE)
expect("at most ten columns beside the names", max(len(rows[0]) for rows in found) <= 11)
for word in ("Lambda", "shimmy", "make matrix", "make test"):
    expect(f"{word} in the first lines", any(word in line for line in README.splitlines()[:14]))

# The rule can fire: the same matrix with names and figures side by side and three columns more.
wide = [["network-exfil", *["⚠️ 13/32"] * 13], ["", *["recommended"] * 13]]
expect("a wide table is found", least_width(wide) > PAGE)

for file in [ROOT / name for name in ("README.md", "HACKING.md", "THREAT-MODEL.md", "SECURITY.md", "NEWS.md")] + \
        sorted((ROOT / "docs").glob("*.md")):
    expect(f"{file.name}: links that lead nowhere", list(dead_links(file)), [])
done()
