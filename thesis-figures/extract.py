#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""extract.py - turn measurements into what gnuplot and LaTeX read. No number is typed here.

usage: extract.py MATRIX.json CLAIMS.json MATRIX.jsonl BENCH.csv BENCH.jsonl FOLDER [SURFACE.jsonl]
       [LATTICE.json LATTICE.jsonl]

Writes FOLDER/data/*.tsv (tab-separated, a comment on top), FOLDER/*.caption.tex, FOLDER/*.tex, of
which preview.tex shows all; and FOLDER/data/figures, a line for each figure: its name, what draws
it.
"""

import glob
import json
import os
import sys

import captions
import preview
import quantities
import tables
import worth
from drawing import Drawing
from measured import Bench, Matrix, pages, read_lines

GAP = 0.3  # between groups of columns, in cells
FIGURE_COLUMNS = 10  # of a matrix that is readable at the width of a page

# Where a launch stops being cheap: what people use today, our layers, and what they build on.
ECDF = ["bare", "fork", "seccomp", "recommended", "full", "denylist", "unshare", "bwrap", "firejail"]
ECDF_POINTS = 400


def write(folder, name, head, rows):
    with open(os.path.join(folder, "data", name), "w", encoding="utf-8") as f:
        f.write("# " + "\t".join(head) + "\n")
        for row in rows:
            f.write("\t".join(str(x) for x in row) + "\n")


def spaced(groups):
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
    xs = spaced([c["group"] for c in columns])
    rows = m.model["rows"]
    # The benign row is another question, so it stands apart.
    ys = [-i - GAP * r["benign"] for i, r in enumerate(rows)]
    write(folder, f"{name}.tsv", ["x", "y", "symbol", "k/n"],
          [(x, y, r["squares"][c["name"]]["symbol"], count(r["squares"][c["name"]]))
           for y, r in zip(ys, rows) for x, c in zip(xs, columns) if c["name"] in r["squares"]])
    write(folder, f"{name}-columns.tsv", ["x", "column"],
          [(x, c["name"]) for x, c in zip(xs, columns)])
    write(folder, f"{name}-rows.tsv", ["y", "row"], [(y, r["name"]) for y, r in zip(ys, rows)])


STACKS = ("locked", "recommended", "full")


def places(folder, m, models):
    """The rows of the threat model under the stacks, for each profile: what is left of the answer elsewhere."""
    chief = list(dict.fromkeys(p["row"] for p in m.claims["comparison"]))
    columns, squares = [], []
    for path in models:
        with open(path, encoding="utf-8") as f:
            model = json.load(f)
        profile = os.path.basename(path).removesuffix(".json").removeprefix("place-").removeprefix("lambda-")
        for stack in STACKS:
            if stack in [c["name"] for c in model["columns"]]:
                columns.append((profile, stack, model))
    xs = spaced([profile for profile, _, _ in columns])
    for x, (_, stack, model) in zip(xs, columns):
        rows = {r["name"]: r["squares"].get(stack) for r in model["rows"]}
        for i, name in enumerate(chief):
            if rows.get(name):
                squares.append((x, -i, rows[name]["symbol"], count(rows[name]), rows[name]))
    write(folder, "places.tsv", ["x", "y", "symbol", "k/n"], [s[:4] for s in squares])
    write(folder, "places-columns.tsv", ["x", "column"], [(x, f"{p}: {s}") for x, (p, s, _) in zip(xs, columns)])
    write(folder, "places-rows.tsv", ["y", "row"], [(-i, name) for i, name in enumerate(chief)])
    best = {}
    for x, (profile, stack, _) in zip(xs, columns):
        mine = [s[4] for s in squares if s[0] == x]
        held, proven = sum(s["held"] for s in mine), sum(s["proven"] for s in mine)
        if proven and held > best.get(profile, ("", -1, 0))[1]:
            best[profile] = stack, held, proven
    return best


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
    shown = [(v, g) for v, g in b.variants()
             if v != "bare" and any(b.row("sample", p, v) for p in ("noop-static", "python"))]
    ys = [-y for y in spaced([g for _, g in shown])]
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
        # All of the last tenth: it is what the figure is about.
        ranks = sorted({*range(0, len(ms), step), *range(len(ms) * 9 // 10, len(ms))})
        if ms:
            blocks.append("\n".join([f"ms\t{variant}"] + [f"{ms[i]:.4f}\t{1 - i / len(ms):.5f}"
                                                         for i in ranks]) + "\n")
    with open(os.path.join(folder, "data", "ecdf.tsv"), "w", encoding="utf-8") as f:
        f.write("\n\n".join(blocks))


def more(folder, m, b, surface=None, told=None, lattice=None):
    """What is drawn where it was measured."""
    d = Drawing(folder)
    quantities.draw(d, b)
    worth.draw(d, m, b, surface, json.load(open(told, encoding="utf-8")) if told else None,
               next(l for l in read_lines(lattice) if l["type"] == "meta") if lattice else None)
    d.captions()
    return {name: program for name, (program, _) in d.shown.items()}


def main(model, against, matrix_results, table, bench_results, folder, *rest):
    models = sorted(glob.glob(os.path.join(folder, "data", "place-*.json")))
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
    others = more(folder, m, b, *rest)
    if models:
        figures["places"] = "matrix"
        captions.of_places(folder, places(folder, m, models), m)
    with open(os.path.join(folder, "data", "figures"), "w", encoding="utf-8") as f:
        f.writelines(f"{name} {program}\n" for name, program in (figures | others).items())
    made = tables.write_all(folder, m, b, parts)
    captions.write_all(folder, m, b, ECDF, figures)
    preview.write(folder, figures | others, made)


if __name__ == "__main__":
    if not 7 <= len(sys.argv) <= 10:
        sys.exit(__doc__)
    main(*sys.argv[1:])
