#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""Whatever a command prints has to arrive: on a full disk every command says so and is no success."""

import subprocess

from lib import ORDEAL, ROOT, SCRATCH, done, expect, ordeal

RESULTS = ROOT / "tests/fixtures/results/small.jsonl"
EXPECTED = SCRATCH / "expected"
held = SCRATCH / "held.jsonl"
held.write_text(RESULTS.read_text().replace('"verdict": "flaky"', '"verdict": "held"')
                .replace('"verdict":"flaky"', '"verdict":"held"'))
expect("recorded", ordeal("expect", "update", held, "--expected", EXPECTED).returncode, 0)
COMMANDS = (
    ["--help"], ["help"], ["--version"], ["matrix", RESULTS], ["matrix", RESULTS, "-f", "csv"],
    ["matrix", RESULTS, "-f", "json"], ["matrix", RESULTS, "-f", "markdown"],
    ["matrix", RESULTS, "--against", "threat-model"], ["explain", "fork-bomb/clone3", "none", RESULTS],
    ["explain", "none", RESULTS], ["gate", held, "--expected", EXPECTED],
    ["expect", "show", "--expected", EXPECTED], ["diff", RESULTS, RESULTS],
    ["report", RESULTS, "-f", "junit"], ["report", RESULTS, "-f", "github"], ["findings", RESULTS],
    ["list", "rows"], ["list", "attacks", "--json"], ["show", "fork-bomb/clone3"],
    ["show", "fork-bomb/clone3", "--json"], ["run", "--help"], ["help", "matrix"],
    ["explain", "--help"])
for words in COMMANDS:
    with open("/dev/full", "w") as full:
        ended = subprocess.run([ORDEAL, *map(str, words)], stdout=full, stderr=subprocess.PIPE,
                               text=True, stdin=subprocess.DEVNULL, cwd=SCRATCH)
    what = " ".join(map(str, words))
    expect(f"{what}: exit code", ended.returncode, 3)
    expect(f"{what}: said once",
           len([line for line in ended.stderr.splitlines() if line.startswith("ordeal")]), 1)
done()
