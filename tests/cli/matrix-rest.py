#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""`ordeal matrix --rest FILE`: what was not measured now is shown from another run, marked with its
date and machine; what was measured now is never taken from there, and nothing missing is nothing said."""

import json

from lib import ROOT, SCRATCH, done, expect, ordeal

WHOLE = ROOT / "tests/fixtures/results/small.jsonl"
lines = [json.loads(line) for line in WHOLE.read_text().splitlines()]
cells = [line for line in lines if line["type"] == "cell"]
meta = next(line for line in lines if line["type"] == "meta")


def write(name, started, keep):
    path = SCRATCH / name
    path.write_text("".join(json.dumps(line) + "\n" for line in (
        {**line, "started": started} if line["type"] == "meta" else line
        for line in lines if line["type"] != "cell" or keep(line))))
    return path


def matrix(*args):
    ended = ordeal("matrix", *args, "--no-color")
    expect(f"exit code of {args}", [ended.returncode, ended.stderr], [0, ""])
    return ended.stdout


def square(text, row, column):
    """What a table in the text has there; None: there is no such column, or no such row below it."""
    head = []
    for line in text.splitlines():
        if line.startswith(("baseline ", "layer ", "stack ", "stock ", "  ")) and column in line.split():
            head = line
        elif head and line.split(" ")[0] == row.split(" ")[0] and line.startswith(row):
            at = head.index(f" {column}") + 1
            return line[at:].split("  ")[0].strip()
        elif not line:
            head = []
    return None


rows = sorted({cell["row"] for cell in cells if not cell["benign"]})
stacks = sorted({cell["defence"] for cell in cells if cell["group"] == "stack"})
expect("the fixture has what this test needs", [len(rows) >= 3, len(stacks) >= 1], [True, True])
kept, hidden = rows[0], stacks[0]
whole = write("whole.jsonl", "2021-03-04T00:00:00Z", lambda cell: True)
plain = matrix(whole)
expect("nothing is missing, nothing is said", matrix(whole, "--rest", whole), plain)

part = write("part.jsonl", "2022-05-06T00:00:00Z", lambda cell: cell["row"] == kept and cell["defence"] != hidden)
now, both = matrix(part), matrix(part, "--rest", whole)
expect("what was measured comes first, as without", both.startswith(now))
rest = both[len(now):]
words = " ".join(rest.split())
expect("marked with date and machine", "Not measured now, but from the run of 2021-03-04" in words)
for what in meta["cpu"]["model"], meta["kernel"]["release"], str(whole):
    expect(f"... {what}", what in words)
expect("the other column", square(rest, kept, hidden), square(plain, kept, hidden))
expect("the other rows are one", f"{len(rows) - 1} other rows: none 0/" in words)
expect("and one line of the table", square(rest, f"{len(rows) - 1} other rows", hidden) is not None)
expect("no other row by its name", [row for row in rows[1:] if f"\n{row} " in rest], [])
expect("honest programs are a line", "benign: none 2/2" in words)
shown = {cell["defence"] for cell in cells if cell["row"] == kept} - {hidden}
expect("no column that was measured now", [name for name in shown if square(rest, kept, name) is not None], [])

for args in (["-f", "csv", "--rest", whole], ["--against", "threat-model", "--rest", whole], ["--rest", SCRATCH / "no.jsonl"]):
    ended = ordeal("matrix", part, *args)
    expect(f"refused: {args[0]}", [ended.returncode, "--rest" in ended.stderr], [2, True])
done()
