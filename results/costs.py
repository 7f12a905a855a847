#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""Seconds that a cell of each attack takes, from a results file: harness/costs.json, by which
`ordeal run --shard` deals the attacks. Two digits: a new run on a like machine changes few lines.

    results/costs.py MATRIX.jsonl.gz > harness/costs.json
"""

import collections
import gzip
import json
import sys

seconds = collections.defaultdict(list)
with gzip.open(sys.argv[1], "rt") as lines:
    for line in lines:
        cell = json.loads(line)
        if cell["type"] == "cell" and cell["verdict"] not in ("notrun", "unavailable", "absent"):
            ms = cell["ms"] or {}
            seconds[cell["attack"]].append(sum(ms.get(part, 0) for part in ("build", "run", "teardown")) / 1e3)
mean = {attack: float(f"{sum(all) / len(all):.2g}") for attack, all in sorted(seconds.items())}
json.dump(mean, sys.stdout, indent=0)
print()
