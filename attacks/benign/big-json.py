# SPDX-License-Identifier: MIT
"""big-json.py - half a mebibyte of data, through three formats.

JSON, CSV and pickle, to a file and back. Memory and files of an ordinary size: limits of a
mebibyte on either break it.
"""

import csv
import json
import os
import pickle
import tempfile

from attack import DONE

ROWS = 6000


def run(brief):
    rows = [{"id": n, "name": f"student {n}", "marks": [n % 7, n % 5], "ok": n % 3 == 0}
            for n in range(ROWS)]
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "data")
        with open(path + ".json", "w") as file:
            json.dump(rows, file, indent=1)
        with open(path + ".json") as file:
            print(json.load(file) == rows, os.path.getsize(path + ".json"))
        with open(path + ".csv", "w", newline="") as file:
            writer = csv.DictWriter(file, ["id", "name", "marks", "ok"])
            writer.writeheader()
            writer.writerows(rows)
        with open(path + ".csv", newline="") as file:
            print(sum(int(row["id"]) for row in csv.DictReader(file)))
        with open(path + ".pickle", "wb") as file:
            pickle.dump(rows, file)
        with open(path + ".pickle", "rb") as file:
            print(pickle.load(file)[-1])
    return DONE


ATTACK = {
    "effect": "data survive three formats",
    "means": "json, csv, pickle with files of half a mebibyte",
    "oracle": "done",
    "id": "B01",
    "expect": "True 535782\n17997000\n"
              "{'id': 5999, 'name': 'student 5999', 'marks': [0, 4], 'ok': False}\n",
    "run": run,
}
