#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""Every line of a results file is as results/schema says, whatever the verdicts; and the schema can
say no."""

import copy
import json
import os

import jsonschema

from lib import META, ROOT, SCRATCH, done, expect, measure, ordeal

SCHEMA = json.loads((ROOT / "results/schema/results.schema.json").read_text())
validator = jsonschema.validators.validator_for(SCHEMA)(SCHEMA)
validator.check_schema(SCHEMA)

# Something of everything: held, breached, inert, absent, unproven, timeout, broken, flaky, works,
# fails, and output that is no UTF-8.
results = measure("--attack-dir", META, "-a", "meta", "-a", "env-leak", "-a", "benign/hello*",
                  "--attack-cmd", r"printf 'attempting\n\xff\x00\x1b\xed\xa0\x80'",
                  "-a", "given/printf", "--defence-cmd", "/bin/false {command}", "--defence-cmd",
                  "env COIN=1 {command}", "-d", "given*", "-d", "none", "-d", "env", "-d", "in-process",
                  "--repeat", 2, "-j", 4)
seen = {cell["verdict"] for cell in results.cells.values()}
expect("enough of everything", {"held", "breached", "inert", "absent", "unproven", "timeout", "broken", "works",
                                "fails", "notrun"} - seen, set())
for number, line in enumerate(results.lines, 1):
    for error in validator.iter_errors(line):
        expect(f"line {number} ({line['type']} {line.get('attack', '')}): {error.message}", False)
expect("the order of the lines", [results.lines[0]["type"], results.lines[-1]["type"]], ["meta", "end"])
expect("the end counts", results.end["cells"], len(results.cells))
expect("verdicts add up", sum(results.end["verdicts"].values()), len(results.cells))
expect("no name of this host", f'"{os.uname().nodename}"' in json.dumps(results.meta), False)

cell = next(line for line in results.lines if line["type"] == "cell")
for key, value in ("verdict", "blocked"), ("control", "MAYBE"), ("benign", "no"), ("attack", None):
    wrong = {**copy.deepcopy(cell), key: value}
    expect(f"{key} = {value!r} is refused", validator.is_valid(wrong), False)
for key in "attack", "row", "defence", "profile", "verdict", "control", "reason", "exhibits":
    wrong = {k: v for k, v in cell.items() if k != key}
    expect(f"a cell without {key} is refused", validator.is_valid(wrong), False)

# What was written can be read: every format, and every cell explained.
for form in "text", "markdown", "csv", "json":
    expect(f"matrix as {form}", ordeal("matrix", results.path, "--format", form).returncode, 0)
for name in "liar", "quiet-thief", "exits-125":
    said = ordeal("explain", f"meta/{name}", "env", results.path)
    expect(f"explain {name}", (said.returncode, results.verdict(f"meta/{name}", "env") in said.stdout),
           (0, True))

# A file that lost its end is incomplete, and it is said.
cut = SCRATCH / "cut.jsonl"
cut.write_text("".join(json.dumps(line) + "\n" for line in results.lines[:-1]))
said = ordeal("matrix", cut)
expect("a cut file is doubted", "incomplete" in said.stdout + said.stderr)
done()
