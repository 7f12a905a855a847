# SPDX-License-Identifier: MIT
"""What was measured, as the reports of the two programs tell it; nothing is worked out anew here.

The matrix and the comparison with the claims come from `ordeal matrix --format json`, medians and
intervals from `bench-report --csv`; only the raw samples are read from the results file itself.
"""

import csv
import gzip
import json


class Matrix:
    def __init__(self, model, claims, results):
        with open(model, encoding="utf-8") as f:
            self.model = json.load(f)
        with open(claims, encoding="utf-8") as f:
            self.claims = json.load(f)
        lines = read_lines(results)
        self.meta = next(l for l in lines if l["type"] == "meta")
        self.end = next((l for l in lines if l["type"] == "end"), {})
        self.cells = sum(l["type"] == "cell" for l in lines)

    def columns(self, groups, names=()):
        """Columns of these groups, or with these names, in the order of the file."""
        return [c for c in self.model["columns"] if c["group"] in groups or c["name"] in names]


class Bench:
    def __init__(self, table, results):
        with open(table, encoding="utf-8", newline="") as f:
            self.rows = list(csv.DictReader(f))
        lines = read_lines(results)
        self.meta = next(l for l in lines if l["type"] == "meta")
        self.end = next((l for l in lines if l["type"] == "end"), {})
        self.lines = lines
        self.samples = {(l["program"], l["variant"]): l for l in lines if l["type"] == "sample"}

    def row(self, kind, program, variant):
        for r in self.rows:
            if (r["type"], r["program"], r["variant"]) == (kind, program, variant):
                return r
        return None

    def variants(self):
        """(name, group) of each variant, in the order measured."""
        return list(dict.fromkeys((v, l["group"]) for (_, v), l in self.samples.items()))


def pages(items, most):
    """Cut into parts of nearly the same size, none longer than `most`."""
    parts = max(1, -(-len(items) // most))
    each = -(-len(items) // parts)
    return [items[k:k + each] for k in range(0, len(items), each)] or [[]]


def read_lines(path):
    """A results file, compressed or not."""
    with open(path, "rb") as f:
        packed = f.read(2) == b"\x1f\x8b"
    with (gzip.open if packed else open)(path, "rt", encoding="utf-8") as f:
        return [json.loads(line) for line in f]


def where(meta):
    """The machine and the build, for a caption."""
    suite, cpu = meta["suite"], meta["cpu"]
    commit = suite["commit"] or "not from a clone"
    if suite["dirty"]:
        commit += ", with changes that are not committed"
    return (f"{cpu['count']} processors ({cpu['model'] or 'unnamed'}), Linux "
            f"{meta['kernel']['release']}, ordeal {suite['version']} ({commit}), "
            f"{meta['started'][:10]}")
