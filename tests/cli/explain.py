#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""`ordeal explain`: a cell, a row of a column, a whole column; the last lines that were printed;
the null's business; and the file that `ordeal show` speaks of."""

import gzip
import json
import os

from lib import ROOT, SCRATCH, Results, done, expect, ordeal

RESULTS = ROOT / "tests/fixtures/results/small.jsonl"
results = Results(RESULTS)
NOT_HELD = "breached", "timeout", "unproven", "broken", "flaky"


def spoilt(name, change):
    """A copy of the results in which `change` has been over each cell."""
    path = SCRATCH / name
    with open(path, "w") as file:
        for line in results.lines:
            print(json.dumps(change(dict(line)) if line["type"] == "cell" else line), file=file)
    return path


def wide(columns):
    return dict(os.environ, COLUMNS=str(columns))


def named(text):
    """The attacks that a list names: "  ROW/MEANS: VERDICT", with the remedy further in."""
    return {line.split(":")[0].strip() for line in text.splitlines()
            if line.startswith("  ") and line[2] != " " and "/" in line.split(":")[0]}


# A column: all that gets through, with a remedy, and the honest programs that fail.
said = ordeal("explain", "seccomp", RESULTS)
expect("a column: exit code", said.returncode, 0)
through = {attack for (attack, defence), cell in results.cells.items()
           if defence == "seccomp" and cell["verdict"] in (*NOT_HELD, "fails")}
expect("somebody gets through", bool(through))
expect("a column: what gets through", named(said.stdout), through)
remedy = json.loads(ordeal("show", "env-leak/getenv", "--json").stdout)["remedy"]
expect("a column: the remedy", remedy in " ".join(said.stdout.split()))
row = ordeal("explain", "fork-bomb", "seccomp", RESULTS)
expect("a row: exit code", row.returncode, 0)
expect("a row: only its own", named(row.stdout), {a for a in through if a.startswith("fork-bomb/")})
for words in ["nobody"], ["fork-bomb", "nobody"], ["empty", "none"], ["fork-bomb/clone33", "none"]:
    expect(f"explain {' '.join(words)}", ordeal("explain", *words, RESULTS).returncode, 4)
expect("a slip of the pen", "did you mean: seccomp?" in ordeal("explain", "secomp", RESULTS).stderr)
expect("no words", ordeal("explain").returncode, 2)

# What was printed last, and not what was printed first.
LINES = [f"line {n}" for n in range(40)] + ["PermissionError: at the very end"]


def talk(cell):
    if cell["ending"]:
        cell["ending"] = dict(cell["ending"], stderr="\n".join(LINES) + "\n",
                              honest="exit 1: no space left")
    return cell


told = ordeal("explain", "fork-bomb/clone3", "none", spoilt("talk.jsonl", talk), env=wide(60)).stdout
expect("the last line", "| PermissionError: at the very end" in told)
expect("not the first", "| line 0\n" not in told)
expect("what is left out", "| ... 29 lines before" in told)
expect("the honest student's end", "honest     exit 1: no space left" in told)
expect("folded to COLUMNS", max(map(len, told.splitlines())) <= 60)

# What the sandbox says it refused stands beside a false positive, with what to do.
refused = spoilt("refused.jsonl", lambda cell: dict(
    cell, ending=dict(cell["ending"] or {}, refused="seccomp: socket")))
benign = next(key for key, cell in results.cells.items() if cell["verdict"] == "fails")
told = ordeal("explain", *benign, refused).stdout
expect("the refused call", "refused    seccomp: socket" in told)
expect("and a remedy", "remedy     where the exercise needs" in told)
expect("in a list too", "    seccomp: socket\n" in ordeal("explain", benign[1], refused).stdout)


# An attack whose control is another column is not the null's business, nor anybody's merit.
def elsewhere(cell):
    if cell["attack"] == "fork-bomb/clone3" and cell["verdict"] != "unavailable":
        cell.update(controlled_in="in-process", verdict="held", control="SEEN", trial="CLEAN")
    return cell


def squares(path):
    model = json.loads(ordeal("matrix", path, "-f", "json").stdout)
    return next(row for row in model["rows"] if row["name"] == "fork-bomb")["squares"]


path = spoilt("elsewhere.jsonl", elsewhere)
now, was = squares(path), squares(RESULTS)
expect("the null holds nothing", (now["none"]["held"], now["none"]["elsewhere"]), (0, 1))
for column in "none", "claimed", "seccomp":
    expect(f"{column} does not count it", now[column]["proven"], was[column]["proven"] - 1)
expect("said in the legend", "none must hold nothing" in " ".join(ordeal("matrix", path).stdout.split()))
expect("in Markdown too", "none must hold nothing" in ordeal("matrix", path, "-f", "markdown").stdout)
expect("not told of the null", "fork-bomb/clone3" not in ordeal("explain", "none", path).stdout)

# A table is split where there is no terminal, too.
for width in 50, 80:
    lines = ordeal("matrix", RESULTS, env=wide(width)).stdout.splitlines()
    table = [line for line in lines if line.startswith(("fork-bomb", "env-leak", "benign  "))]
    expect(f"{width} columns", max(map(len, table)) <= width)
    expect(f"{width} columns: the legend", max(map(len, lines[2:])) <= width)
expect("in blocks", len(ordeal("matrix", RESULTS, env=wide(50)).stdout.split("\nfork-bomb")) > 2)

# show: the run of one's own before the reference, and whichever has the program; it says which.
(SCRATCH / "runs").mkdir()
(SCRATCH / "results/runs/reference").mkdir(parents=True)
(SCRATCH / "results/runs/reference/matrix.jsonl.gz").write_bytes(gzip.compress(RESULTS.read_bytes()))
expect("the reference", "results/runs/reference/matrix.jsonl.gz" in ordeal("show", "fork-bomb/clone3").stdout)
(SCRATCH / "runs/latest.jsonl").write_bytes(RESULTS.read_bytes())
expect("one's own run", ", runs/latest.jsonl" in ordeal("show", "fork-bomb/clone3").stdout)
spoilt("runs/latest.jsonl", lambda cell: dict(cell, attack="env-leak/getenv", row="env-leak"))
expect("one that did not measure it",
       "results/runs/reference" in ordeal("show", "fork-bomb/clone3").stdout)
expect("show is folded", max(map(len, ordeal("show", "fork-bomb/clone3", env=wide(80))
                                 .stdout.splitlines())) <= 80)
done()
