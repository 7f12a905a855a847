#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""No cell of the reference run lies within the margin of its threshold: on a machine that is a
little different it would say the opposite. Cells from before figures were kept are not judged."""

import bz2
import gzip
import json
import lzma

from lib import ROOT, done, expect

OPENERS = {".gz": gzip.open, ".xz": lzma.open, ".bz2": bz2.open}


def cells(path):
    with OPENERS.get(path.suffix, open)(path, "rt", encoding="utf-8") as file:
        for line in map(json.loads, file):
            if line["type"] == "cell":
                yield line


def near(figure, measured):
    return figure is not None and abs(figure - measured["threshold"]) * 100 <= (
        measured["threshold"] * measured["margin"])


def too_near(cell):
    """The figures of a cell that are no verdict's: of any of its runs, of all of its controls."""
    measured = cell.get("measured")
    if not measured:
        return []
    controls = [figure for figure in measured["controls"] if figure is not None]
    weak = controls if all(near(figure, measured) for figure in controls) else []
    return [figure for figure in measured["runs"] if near(figure, measured)] + weak


def cell_of(figure, controls=(200,)):
    return {"measured": {"threshold": 100, "margin": 10, "runs": [figure], "controls": list(controls)}}


for figure, open_question in (50, False), (89, False), (90, True), (105, True), (110, True), (111, False):
    expect(f"{figure} of 100", bool(too_near(cell_of(figure))), open_question)
expect("a weak control", bool(too_near(cell_of(5, (105, 108)))))
expect("a cell without figures", too_near({"verdict": "held"}), [])

runs = sorted((ROOT / "results/runs/reference").glob("matrix.jsonl*"))
expect("there is a reference run", bool(runs))
for run in runs:
    for cell in cells(run):
        figures = too_near(cell)
        if figures:
            measured = cell["measured"]
            words = ", ".join(f"{figure / measured['per_unit']:.0f}" for figure in figures)
            expect(f"{cell['attack']} under {cell['defence']} ({cell['verdict']}): {words} "
                   f"{measured['unit']}, seen at {measured['threshold'] / measured['per_unit']:.0f}", False)
done()
