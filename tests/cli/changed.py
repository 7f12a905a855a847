#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""run --changed measures what changed since a results file, takes the rest over, and says where from."""

import re
import subprocess

from lib import ROOT, SCRATCH, Results, done, expect, home, ordeal

NAMES = ["env-leak/getenv", "env-leak/os-environ", "benign/hello-c", "benign/hello-python",
         "benign/graded-c", "benign/graded-python"]
FOLDER = home(attacks=NAMES)
ORDEAL = FOLDER / "ordeal"
ATTACKS = [word for name in NAMES[:2] for word in ("-a", name)]
COLUMNS = ["-d", "none", "-d", "env", "-d", "seccomp"]


def run(name, *words, code=0):
    """The new file; `.fresh`: the cells that were measured now."""
    ended = ordeal("run", "-o", SCRATCH / name, *words, program=ORDEAL)
    if not expect(f"{name}: exit code", ended.returncode, code):
        print(ended.stderr)
    results = Results(SCRATCH / name)
    results.fresh = {key for key, cell in results.cells.items() if "origin" not in cell}
    results.said = ended.stderr
    checked = subprocess.run([ROOT / "results/schema/check.py", SCRATCH / name], capture_output=True, text=True)
    expect(f"{name} is valid", (checked.returncode, checked.stdout), (0, "1 files are valid\n"))
    expect(f"{name}: it counts all", results.end["cells"], len(results.cells))
    return results


def verdicts(results):
    return {key: cell["verdict"] for key, cell in results.cells.items()}


one = run("one.jsonl", *ATTACKS, *COLUMNS)
expect("a whole run is measured now", one.fresh, set(one.cells))
two = run("two.jsonl", *ATTACKS, *COLUMNS, "--changed=" + str(SCRATCH / "one.jsonl"))
expect("nothing changed, nothing is measured", (two.fresh, len(two.oracles)), (set(), 0))
expect("the cells are the same", {k: {**c, "origin": 0} for k, c in two.cells.items()},
       {k: {**c, "origin": 0} for k, c in one.cells.items()})
expect("they say from when", {c["origin"]["started"] for c in two.cells.values()}, {one.meta["started"]})

# An attack, by its manifest; whatever is not selected stays as it is, and is still seen as changed
# later.
manifest = FOLDER / "box/attacks/env-leak/getenv.json"
manifest.write_text(manifest.read_text().replace('"means": "', '"means": "still '))
three = run("three.jsonl", *ATTACKS, "-d", "env", "--changed=" + str(SCRATCH / "two.jsonl"))
expect("of one attack, what is selected", three.fresh, {("env-leak/getenv", "env")})
expect("complete", verdicts(three), verdicts(one))
expect("all columns are in the meta line", {c["name"] for c in three.meta["columns"]}, {"none", "env", "seccomp"})
expect("an origin is handed on", {c["origin"]["started"] for k, c in three.cells.items() if k not in three.fresh},
       {one.meta["started"]})
four = run("four.jsonl", *ATTACKS, *COLUMNS, "--changed=" + str(SCRATCH / "three.jsonl"))
expect("the rest of it", four.fresh, {("env-leak/getenv", "none"), ("env-leak/getenv", "seccomp")})

# A column by its file; the sandbox's columns by the sandbox. A new column, a new attack.
column = FOLDER / "share/defences/env.defence"
column.write_text(column.read_text() + "\n# changed\n")
five = run("five.jsonl", *ATTACKS, *COLUMNS, "-d", "fds", "--changed=" + str(SCRATCH / "four.jsonl"))
expect("one column, and one that is new", {d for _, d in five.fresh}, {"env", "fds"})
sandbox = FOLDER / "box/bin/ordeal-sandbox"
sandbox.write_bytes(sandbox.read_bytes() + b"\0")
six = run("six.jsonl", *ATTACKS, *COLUMNS, "--changed=" + str(SCRATCH / "five.jsonl"))
expect("another sandbox: its columns, not none", {d for _, d in six.fresh}, {"env", "seccomp"})

# The harness: it is said, and measured again where it is asked for.
worker = FOLDER / "box/bin/ordeal-worker"
worker.write_bytes(worker.read_bytes() + b"\0")
seven = run("seven.jsonl", *ATTACKS, *COLUMNS, "--changed=" + str(SCRATCH / "six.jsonl"))
expect("another harness is said", (seven.fresh, "another build of the harness" in seven.said), (set(), True))
eight = run("eight.jsonl", *ATTACKS, *COLUMNS, "--changed=" + str(SCRATCH / "six.jsonl"), "--with-harness")
expect("--with-harness", {d for _, d in eight.fresh}, {"none", "env", "seccomp"})

# What is gone is left out, and said; a file without hashes is measured again.
(FOLDER / "box/attacks/env-leak/getenv.json").unlink()
nine = run("nine.jsonl", "-a", "env-leak", *COLUMNS, "--changed=" + str(SCRATCH / "eight.jsonl"))
expect("gone", ({a for a, _ in nine.cells}, "left out" in nine.said), ({"env-leak/os-environ"}, True))
text = (SCRATCH / "nine.jsonl").read_text()
(SCRATCH / "bare.jsonl").write_text(re.sub(r',"inputs":"[^"]*"', "", text))
ten = run("ten.jsonl", "-a", "env-leak", *COLUMNS, "--changed=" + str(SCRATCH / "bare.jsonl"))
expect("it does not say", ({d for _, d in ten.fresh}, "does not say" in ten.said), ({"none", "env", "seccomp"}, True))
expect("not over what it reads", ordeal("run", "--changed=x", "-o", "x", "-a", "env-leak", program=ORDEAL).returncode, 2)
done()
