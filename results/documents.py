#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""documents.py - the generated blocks of README.md and docs/ that no reporter of ordeal prints.

usage: documents.py readme|cost MATRIX.json CLAIMS.json BENCH.csv BENCH.jsonl RUN.jsonl
DEFENCES.json

`readme` prints the matrix that fits a page: the rows of the threat model under the columns that
decide. `cost` copies standard input, the whole matrix in Markdown, and adds what a launch costs. A
cost stands beside a column only where the benchmark timed that column's own command line. The
files: what `ordeal matrix --format json` prints, the same `--against threat-model`, `bench-report
--csv`, the two results files (compressed or not), and what `ordeal list defences --json` prints.
"""

import csv
import gzip
import json
import re
import sys

# At most ten: a forge shows a table of about 830 pixels. What nothing defends against, the paper's
# layers one by one and together, what we advise, all there is, what is left where the kernel
# refuses most, and what privilege buys. `none` holds nothing by construction, so it is said in
# words.
COLUMNS = ["in-process", "seccomp", "rlimit", "env", "tmp", "claimed", "recommended", "full", "locked",
           "bwrap"]
GLYPHS = {"all": "✅", "some": "⚠️", "none": "❌", "nothing proven": "·", "unavailable": "⛔"}
NO_LAUNCH = "-"


def read_lines(path):
    with open(path, "rb") as f:
        packed = f.read(2) == b"\x1f\x8b"
    with (gzip.open if packed else open)(path, "rt", encoding="utf-8") as f:
        return [json.loads(line) for line in f]


def read_json(path):
    with open(path, encoding="utf-8") as f:
        return json.load(f)


class Costs:
    """What the launch of a program that does nothing costs in a column, beside none."""

    def __init__(self, table, bench, run, defences):
        with open(table, encoding="utf-8", newline="") as f:
            self.ratio = {r["variant"]: float(r["ratio"]) for r in csv.DictReader(f)
                          if r["type"] == "sample" and r["program"] == "noop-static"}
        self.timed = {l["variant"]: l.get("argv") for l in read_lines(bench)
                      if l["type"] == "sample" and l["program"] == "noop-static"}
        self.argv = {d["name"]: d["argv"] for d in read_json(defences)}
        # What the run itself says of its columns goes before what the tree says now.
        for column in next(l for l in read_lines(run) if l["type"] == "meta")["columns"]:
            if "argv" in column:
                self.argv[column["name"]] = column["argv"]

    def of(self, column):
        if column == "none":
            return "1 x"
        if self.argv.get(column, []) is None:
            return NO_LAUNCH
        same = column in self.ratio and self.timed[column] == self.argv.get(column)
        return f"{self.ratio[column]:.1f} x" if same else "?"


def small(text):
    """A column is as wide as its widest word: everything but the glyphs is in small type."""
    return f"<sub>{text}</sub>"


def narrow(name):
    return small({"recommended": "recom-<br>mended"}.get(name, name.replace("-", "-<br>")))


def line(cells):
    return "| " + " | ".join(cells) + " |"


def square(held, proven, symbol):
    return f"{GLYPHS.get(symbol, '!')}<br>{small(f'{held}/{proven}')}" if proven else GLYPHS["nothing proven"]


def together(squares):
    """Several rows as one: k/n of all of them."""
    held, proven = (sum(s[key] for s in squares) for key in ("held", "proven"))
    return square(held, proven, "all" if held == proven else "some" if held else "none")


def measured(model, run):
    """When and where, in a line."""
    lines = read_lines(run)
    meta = next(l for l in lines if l["type"] == "meta")
    cells = sum(l["type"] == "cell" for l in lines)
    taken = sum("origin" in l for l in lines)
    kind = re.sub(r" [^ ]*-Core Processor.*| Processor.*", "", meta["cpu"]["model"] or "unnamed")
    return (f"Measured on {model['started'][:10]}: {cells} cells under {len(model['columns'])} columns, on "
            f"{meta['cpu']['count']} processors ({kind}), Linux {meta['kernel']['release']}."
            + (f" Of these {taken} are taken over from earlier runs; each names its commit, day and machine."
               if taken else ""))


def readme(model, claims, costs, run):
    columns = {c["name"]: c for c in model["columns"]}
    shown = [name for name in COLUMNS if name in columns]
    attacks = [row for row in model["rows"] if not row["benign"]]
    claimed = {pair["row"] for pair in claims["comparison"]}
    chief = [row for row in attacks if row["name"] in claimed]
    rest = [row for row in attacks if row["name"] not in claimed]
    none = {"held": 0, "proven": 0, "symbol": "none"}
    print(line([""] + [narrow(name) for name in shown]))
    print("|---" * (len(shown) + 1) + "|")
    for row in chief:
        found = [row["squares"].get(name, none) for name in shown]
        print(line([narrow(row["name"])] +
                   [square(s["held"], s["proven"], s["symbol"]) for s in found]))
    if rest:
        print(line([small(f"{len(rest)} other<br>rows")] +
                   [together([row["squares"].get(name, none) for row in rest]) for name in shown]))
    works = [(columns[name]["benign_works"], columns[name]["false_positives"]) for name in shown]
    print(line([small("honest<br>work")] + [small(f"{good}/{good + bad}") for good, bad in works]))
    print(line([small("launch")] + [small(costs.of(name)) for name in shown]))
    print("\n" + measured(model, run))


def add_costs(costs):
    """Below the last total of each table."""
    names, pending = [], False
    for text in sys.stdin:
        text = text.rstrip("\n")
        cells = [cell.strip() for cell in text.strip("|").split("|")]
        if text.startswith("| | "):
            names = cells[1:]
        if pending and not text.startswith("|"):
            print(line(["*launch*"] + [costs.of(name) for name in names]))
            pending = False
        pending = pending or text.startswith("| *false positives*")
        print(text)


def main(what, model, claims, table, bench, run, defences):
    costs = Costs(table, bench, run, defences)
    if what == "readme":
        readme(read_json(model), read_json(claims), costs, run)
    else:
        add_costs(costs)


if __name__ == "__main__":
    if len(sys.argv) != 8 or sys.argv[1] not in ("readme", "cost"):
        sys.exit(__doc__)
    main(*sys.argv[1:])
