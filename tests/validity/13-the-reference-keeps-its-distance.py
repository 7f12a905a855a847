#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""No cell of the reference run lies within the margin of its threshold: on a machine that is a
little different it would say the opposite. What is held stays a fifth below it, but for columns that
are listed here with the reason. (What is breached has no such figure: a run ends when enough was seen.)
Cells from before figures were kept are not judged."""

import bz2
import gzip
import json
import lzma

from lib import ROOT, done, expect

OPENERS = {".gz": gzip.open, ".xz": lzma.open, ".bz2": bz2.open}
FIFTH = 0.8
# Columns whose limit is not ours to choose, or is shown as it is by default.
CLOSER = {
    "prlimit": "256 MiB, as people set it: four fifths of the threshold, and the launcher comes on top",
    "soft-limits": "the same, and what it does not count comes on top",
    "supervise": "the sandbox's own default, 256 MiB: who sets no limit gets this one",
    "full-alone": "the sandbox's own default, beside which full shows a lower one",
    "locked": "nobody is asked there: the watch looks now and then, and what bursts between two looks comes on top",
    "rlimit": "the limit is each process's; what those that died had touched comes on top",
}


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


def too_close(cell):
    """Held, and nearer than a fifth to what would be seen."""
    measured = cell.get("measured")
    return bool(measured and cell["verdict"] == "held" and cell["defence"] not in CLOSER and
                any(figure is not None and figure > FIFTH * measured["threshold"] for figure in measured["runs"]))


def cell_of(figure, controls=(200,), defence="full"):
    return {"verdict": "held", "defence": defence, "measured": {"threshold": 100, "margin": 10, "runs": [figure], "controls": list(controls)}}


for figure, open_question in (50, False), (89, False), (90, True), (105, True), (110, True), (111, False):
    expect(f"{figure} of 100", bool(too_near(cell_of(figure))), open_question)
for figure, defence, close in (80, "full", False), (81, "full", True), (81, "prlimit", False):
    expect(f"{figure} of 100 under {defence}", too_close(cell_of(figure, defence=defence)), close)
expect("a weak control", bool(too_near(cell_of(5, (105, 108)))))
expect("a cell without figures", too_near({"verdict": "held"}), [])

runs = sorted((ROOT / "results/runs/reference").glob("matrix.jsonl*"))
expect("there is a reference run", bool(runs))
for run in runs:
    for cell in cells(run):
        figures = too_near(cell)
        if too_close(cell):
            expect(f"{cell['attack']} under {cell['defence']}: held, a fifth from its threshold or more", False)
        if figures:
            measured = cell["measured"]
            words = ", ".join(f"{figure / measured['per_unit']:.0f}" for figure in figures)
            expect(f"{cell['attack']} under {cell['defence']} ({cell['verdict']}): {words} "
                   f"{measured['unit']}, seen at {measured['threshold'] / measured['per_unit']:.0f}", False)
done()
