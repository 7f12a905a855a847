#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""extract.py - turn measurements into what gnuplot and LaTeX read. No number is typed here.

usage: extract.py MATRIX.json CLAIMS.json MATRIX.jsonl BENCH.csv BENCH.jsonl FOLDER

Writes FOLDER/data/*.tsv (tab-separated, a comment on top), FOLDER/*.caption.tex, FOLDER/*.tex, of
which preview.tex shows all; and FOLDER/data/figures, a line for each figure: its name, what draws
it.
"""

import os
import sys

import captions
import preview
import tables
from measured import Bench, Matrix, pages

GAP = 0.3  # between groups of columns, in cells
FIGURE_COLUMNS = 11  # of a matrix that is readable at the width of a page

# Where a launch stops being cheap: what people use today, our layers, and what they build on.
ECDF = ["bare", "fork", "seccomp", "recommended", "full", "denylist", "unshare", "bwrap", "firejail"]
ECDF_POINTS = 400


def write(folder, name, head, rows):
    with open(os.path.join(folder, "data", name), "w", encoding="utf-8") as f:
        f.write("# " + "\t".join(head) + "\n")
        for row in rows:
            f.write("\t".join(str(x) for x in row) + "\n")


def places(groups):
    """x of each column: one apart, and a gap where the group changes."""
    x, at = [], 0.0
    for i, group in enumerate(groups):
        at += (1 + GAP * (group != groups[i - 1])) if i else 0
        x.append(round(at, 2))
    return x


def named(base, pages):
    """A name for each page; a number only where there are several."""
    return [f"{base}-{n}" if len(pages) > 1 else base for n in range(1, len(pages) + 1)]


def count(square, field="held"):
    return f"{square[field]}/{square['proven']}" if square["proven"] else ""


def matrix(folder, name, m, columns):
    xs = places([c["group"] for c in columns])
    rows = m.model["rows"]
    # The benign row is another question, so it stands apart.
    ys = [-i - GAP * r["benign"] for i, r in enumerate(rows)]
    write(folder, f"{name}.tsv", ["x", "y", "symbol", "k/n"],
          [(x, y, r["squares"][c["name"]]["symbol"], count(r["squares"][c["name"]]))
           for y, r in zip(ys, rows) for x, c in zip(xs, columns) if c["name"] in r["squares"]])
    write(folder, f"{name}-columns.tsv", ["x", "column"],
          [(x, c["name"]) for x, c in zip(xs, columns)])
    write(folder, f"{name}-rows.tsv", ["y", "row"], [(y, r["name"]) for y, r in zip(ys, rows)])


# What a claim would look like if it were measured.
SYMBOL_OF = {"yes": "all", "partial": "some", "no": "none"}


def claims(folder, m):
    pairs = m.claims["comparison"]
    columns = list(dict.fromkeys(p["column"] for p in pairs))
    rows = list(dict.fromkeys(p["row"] for p in pairs))
    write(folder, "claims.tsv", ["x", "y", "claimed", "measured", "k/n", "agreement"],
          [(columns.index(p["column"]), -rows.index(p["row"]), SYMBOL_OF[p["claimed"]],
            p["measured"]["symbol"] if p["measured"] else "nothing proven",
            count(p["measured"]) if p["measured"] else "", captions.agreement(p)) for p in pairs])
    write(folder, "claims-columns.tsv", ["x", "column"], enumerate(columns))
    write(folder, "claims-rows.tsv", ["y", "row"], [(-i, r) for i, r in enumerate(rows)])


def overhead(folder, b):
    shown = [(v, g) for v, g in b.variants() if v != "bare"]
    ys = [-y for y in places([g for _, g in shown])]
    write(folder, "overhead-variants.tsv", ["y", "variant"],
          [(y, v) for y, (v, _) in zip(ys, shown)])
    for program in ("noop-static", "python"):
        rows = [(y, b.row("sample", program, v)) for y, (v, _) in zip(ys, shown)]
        write(folder, f"overhead-{program}.tsv", ["ratio", "y", "low", "high"],
              [(r["ratio"], y, r["ratio_low"], r["ratio_high"]) for y, r in rows if r])


def ecdf(folder, b):
    """One block per variant, its name in the first line: what gnuplot calls columnheader."""
    blocks = []
    for variant in ECDF:
        ms = sorted(ns / 1e6 for ns in b.samples[("noop-static", variant)]["ns"])
        step = max(1, len(ms) // ECDF_POINTS)
        ranks = [*range(0, len(ms) - 1, step), len(ms) - 1]
        if ms:
            blocks.append("\n".join([f"ms\t{variant}"] + [f"{ms[i]:.4f}\t{(i + 1) / len(ms):.5f}"
                                                         for i in ranks]) + "\n")
    with open(os.path.join(folder, "data", "ecdf.tsv"), "w", encoding="utf-8") as f:
        f.write("\n\n".join(blocks))


def main(model, against, matrix_results, table, bench_results, folder):
    os.makedirs(os.path.join(folder, "data"), exist_ok=True)
    m, b = Matrix(model, against, matrix_results), Bench(table, bench_results)
    parts = {"matrix-layers": m.columns({"layer", "stack"}, {"none"}),
             "matrix-tools": m.columns({"baseline", "stock", "given"})}
    shown = {c["name"] for columns in parts.values() for c in columns}
    lost = [c["name"] for c in m.model["columns"] if c["name"] not in shown]
    if lost:
        sys.exit(f"extract.py: columns of no figure: {', '.join(lost)}")
    figures = {}
    for base, columns in parts.items():
        cut = pages(columns, FIGURE_COLUMNS)
        for name, page in zip(named(base, cut), cut):
            matrix(folder, name, m, page)
            figures[name] = "matrix"
    claims(folder, m)
    overhead(folder, b)
    ecdf(folder, b)
    figures |= {name: name for name in ("claims", "overhead", "latency")}
    with open(os.path.join(folder, "data", "figures"), "w", encoding="utf-8") as f:
        f.writelines(f"{name} {program}\n" for name, program in figures.items())
    made = tables.write_all(folder, m, b, parts)
    captions.write_all(folder, m, b, ECDF, figures)
    preview.write(folder, figures, made)


if __name__ == "__main__":
    if len(sys.argv) != 7:
        sys.exit(__doc__)
    main(*sys.argv[1:])
