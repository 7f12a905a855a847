#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""The figures can be read where they are printed: on A4 in 11pt, at their own size. Type of six
points at least, labels that do not touch, tables as wide as the text at most; and a column of one's
own is shown.
"""

import csv
import gzip
import json
import re
import subprocess
from collections import defaultdict
from xml.etree import ElementTree

from lib import BUILD, ROOT, SCRATCH, done, expect, measure, skip

TEXT_WIDTH = 360       # points of \textwidth in article, 11pt, a4paper
POINT = 72 / 96        # of a pixel in SVG
DIGIT = 0.57           # of the type's size: DejaVu Sans Condensed
SCRIPT = 8             # points of \scriptsize at 11pt
TABCOLSEP = 2.5
SVG = "{http://www.w3.org/2000/svg}"
FIGURES = ROOT / "docs/figures"


def labels(file):
    """(x, y, size, anchor, text) of each text, in points."""
    for group in ElementTree.parse(file).iter(f"{SVG}g"):
        place = re.fullmatch(r"translate\(([-\d.]+),([-\d.]+)\)(.*)", group.get("transform", ""))
        text = group.find(f"{SVG}text")
        if place and text is not None:
            size = float(group.get("font-size", "0")) * POINT
            yield (float(place[1]) * POINT, float(place[2]) * POINT, size, group.get("text-anchor"),
                   "".join(text.itertext()).strip(), bool(place[3]))


def touching(found):
    """Figures in one line whose ends come nearer than a point."""
    lines = defaultdict(list)
    for x, y, size, anchor, text, turned in found:
        if anchor == "middle" and not turned and re.fullmatch(r"\d+/\d+", text):
            half = DIGIT * size * len(text) / 2
            lines[round(y)].append((x - half, x + half, text))
    for line in lines.values():
        line.sort()
        for (_, end, one), (start, _, other) in zip(line, line[1:]):
            if start - end < 1:
                yield one, other


def in_print(text):
    """About the width of a cell in points."""
    text = re.sub(r"\\rotatebox\{90\}\{.*\}", "x", text)
    text = re.sub(r"\\textbf\{(.*?)\}", r"\1", text)
    text = re.sub(r"\\multicolumn.*", "", text)
    return SCRIPT * 0.5 * len(re.sub(r"\\[a-z]+|[\\{}$]", "", text))


def table_width(text):
    body = re.search(r"\\begin\{tabular\}\{.*?\}\n(.*)\\end\{tabular\}", text, re.S)[1]
    rows = [row.split("&") for row in re.sub(r"\\(top|mid|bottom|cmid)rule\S*", "", body).split(r"\\")]
    count = max(map(len, rows))
    return sum(2 * TABCOLSEP + max(in_print(row[k].strip()) for row in rows if k < len(row) == count)
               for k in range(count))


files = sorted(FIGURES.glob("*.svg"))
expect("there are figures", len(files) >= 5)
for file in files:
    found = list(labels(file))
    width = float(re.match(r"[\d.]+", ElementTree.parse(file).getroot().get("width"))[0]) * POINT
    expect(f"{file.name} fits the text", width <= TEXT_WIDTH)
    expect(f"{file.name} has labels", len(found) > 10)
    expect(f"{file.name}: type below six points", [label for label in found if label[2] < 5.95], [])
    expect(f"{file.name}: labels that touch", list(touching(found)), [])
expect("labels that touch are found", list(touching([(100, 50, 6, "middle", "105/105", False),
                                                     (122, 50, 6, "middle", "105/105", False)])) != [])
tables = sorted(FIGURES.glob("table-*.tex"))
expect("there are tables", len(tables) >= 3)
for file in tables:
    text = file.read_text()
    if table_width(text) > TEXT_WIDTH:
        expect(f"{file.name}: its width in points", table_width(text), TEXT_WIDTH)
    for word in (r"\caption{", r"\label{", "Needs: "):
        expect(f"{file.name} has {word}", word in text)
expect("a wide table is found", table_width(r"\begin{tabular}{l}" "\n" + "105/105 &" * 16 + "105/105 \\\\\n\\end{tabular}")
       > TEXT_WIDTH)
claims = (FIGURES / "claims.caption.tex").read_text()
expect("whose column `claimed` is", "claimed is this project's" in claims)

# A column of one's own.
run = measure("-a", "env-leak/getenv", "-d", "none", "-d", "given", "--defence-cmd", "env -i {command}")
model, against = SCRATCH / "model.json", SCRATCH / "claims.json"
for file, more in ((model, []), (against, ["--against", "threat-model"])):
    file.write_text(subprocess.run([BUILD / "ordeal", "matrix", run.path, "--format", "json", *more],
                                   capture_output=True, text=True, check=True).stdout)
bench = ROOT / "results/runs/reference/bench.jsonl.gz"
if not (BUILD / "bench-report").exists():
    skip("bench-report is not built")
table = SCRATCH / "bench.csv"
table.write_text(subprocess.run([BUILD / "bench-report", "--csv", bench], capture_output=True, text=True).stdout)
folder = SCRATCH / "figures"
made = subprocess.run(["/usr/bin/python3", "-B", ROOT / "thesis-figures/extract.py", model, against, run.path, table,
                       bench, folder], capture_output=True, text=True)
expect("figures of one's own run", [made.returncode, made.stderr], [0, ""])
shown = {row[1] for file in (folder / "data").glob("*-columns.tsv")
         for row in csv.reader(file.read_text().splitlines()[1:], delimiter="\t")}
expect("the column given is in a figure", "given" in shown)
expect("and in a table", any("given" in file.read_text() for file in folder.glob("table-matrix-tools*.tex")))

# A group that no figure shows is said, not dropped.
odd = json.loads(model.read_text())
odd["columns"][-1]["group"] = "strange"
model.write_text(json.dumps(odd))
told = subprocess.run(["/usr/bin/python3", "-B", ROOT / "thesis-figures/extract.py", model, against, run.path, table,
                       bench, folder], capture_output=True, text=True)
expect("a column of no figure", [told.returncode, "given" in told.stderr], [1, True])

# What a full benchmark measured is drawn, what it lacks is not; the sentence of a caption is computed.
full = SCRATCH / "full.jsonl"
with gzip.open(bench, "rt") as file:
    old = [line for line in file if '"type":"quantity"' not in line]


def quantity(name, program, variant, at, values, unit="ns"):
    return json.dumps({"type": "quantity", "quantity": name, "program": program, "variant": variant, "group": "layer",
                       "axis": "x", "at": at, "unit": unit, "values": values, "failed": None}) + "\n"


made_up = [quantity("rules", call, shape, at, [100.0 + at * (shape == "linear"), 100.0 + at * (shape == "linear")])
           for call in ("load", "getppid", "argument") for shape in ("linear", "tree") for at in (10, 400)]
made_up += [quantity("memory-idle", "launcher", name, at, [1024.0 * at * mib] * 3, "KiB")
            for name, mib in (("small", 1), ("large", 40)) for at in (1, 2, 4)]
full.write_text("".join([*old[:-1], *made_up, old[-1]]))
table.write_text(subprocess.run([BUILD / "bench-report", "--csv", full], capture_output=True, text=True).stdout)
model.write_text(json.dumps(odd | {"columns": [c for c in odd["columns"] if c["group"] != "strange"]}))
whole = SCRATCH / "whole"
made = subprocess.run(["/usr/bin/python3", "-B", ROOT / "thesis-figures/extract.py", model, against, run.path, table,
                       full, whole], capture_output=True, text=True)
expect("figures of a full benchmark", [made.returncode, made.stderr], [0, ""])
drawn = dict(line.split() for line in (whole / "data/figures").read_text().splitlines())
expect("what was measured is drawn", [drawn.get("rules"), drawn.get("memory")], ["curves", "curves"])
expect("what was not is not", "tail" in drawn or "steps" in drawn, False)
expect("what the figure of rules shows", "costs 500 ns in a list and 100 ns in a tree" in
       (whole / "rules.caption.tex").read_text())
expect("what fits", "small: 4; large: 2" in (whole / "memory.caption.tex").read_text())
for name in ("rules", "memory"):
    svg = SCRATCH / f"{name}.svg"
    subprocess.run(["gnuplot", "-e", f"out='{svg}'; name='x'; base='{name}'; data='{whole}/data'",
                    f"thesis-figures/{drawn[name]}.gp"], cwd=ROOT, check=True,
                   env={"LC_ALL": "C.UTF-8", "PATH": "/usr/bin"})
    expect(f"{name}: type of six points at least", [label for label in labels(svg) if label[2] < 5.95], [])

# Crediting is no difference: where nothing is proven, no frame.
for line in (folder / "data/claims.tsv").read_text().splitlines()[1:]:
    _, _, _, measured, _, agreement = line.split("\t")
    if measured == "nothing proven":
        expect("nothing proven", agreement, "undecided")
done()
