#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""check.py FILE... - check results files against the schema, line by line, and as a whole."""

import gzip
import json
import pathlib
import sys

try:
    import jsonschema
except ImportError:
    sys.exit("check.py: needs the Python module jsonschema: apt-get install python3-jsonschema")

SCHEMA = json.loads((pathlib.Path(__file__).parent / "results.schema.json").read_text())


def complaints(path):
    validator = jsonschema.Draft7Validator(SCHEMA)
    lines = []
    with open(path, "rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
    with (gzip.open if packed else open)(path, "rt", encoding="utf-8") as file:
        for number, text in enumerate(file, 1):
            line = json.loads(text)
            lines.append(line)
            for error in validator.iter_errors(line):
                where = "/".join(str(step) for step in error.absolute_path)
                yield f"{path}:{number}: {where}: {error.message[:200]}"
    types = [line["type"] for line in lines]
    if types.count("meta") != 1 or types[0] != "meta":
        yield f"{path}:1: want one meta line, first"
    if types.count("end") != 1 or types[-1] != "end":
        yield f"{path}:{len(types)}: want one end line, last: the file is incomplete"
    elif lines[-1].get("cells") != types.count("cell"):
        yield f"{path}:{len(types)}: {lines[-1].get('cells')} cells announced, {types.count('cell')} there"
    cells = [(c["attack"], c["defence"], c["profile"]) for c in lines if c["type"] == "cell"]
    if len(cells) != len(set(cells)):
        yield f"{path}: a cell is there twice"


def main(paths):
    jsonschema.Draft7Validator.check_schema(SCHEMA)
    bad = [line for path in paths for line in complaints(path)]
    print("\n".join(bad[:50]) or f"{len(paths)} files are valid")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
