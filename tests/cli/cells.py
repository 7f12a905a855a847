#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""run --cells: of all that is selected those cells only, and only their controls; a file that is no such list."""

import json

from lib import SCRATCH, done, expect, measure, ordeal

file = SCRATCH / "cells.json"
file.write_text(json.dumps({"env-leak/getenv": {"env": True}, "benign/hello-c": {"env": True, "none": True},
                            "no-such/attack": {"env": True}, "fork-bomb/clone3": {"no-such-column": True}}))
results = measure("--cells", file, "-d", "none", "-d", "env", codes=[0])
expect("these and no others", {(c["attack"], c["defence"]): c["verdict"] for c in results.cells.values()}, {
    ("env-leak/getenv", "env"): "held", ("benign/hello-c", "env"): "works", ("benign/hello-c", "none"): "works"})
for text in "[]", "{":
    file.write_text(text)
    expect(text, ordeal("run", "--cells", file, "-o", SCRATCH / "no.jsonl").returncode, 2)
done()
