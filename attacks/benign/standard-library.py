# SPDX-License-Identifier: MIT
"""standard-library.py - what most exercises are made of.

Arithmetic, text, JSON, CSV, regular expressions, dates, hashes and random numbers. Filters that
are too tight break the start of the interpreter or its imports (getrandom, statx, prlimit64).
"""

import collections
import csv
import datetime
import hashlib
import io
import json
import math
import random
import re

from attack import DONE


def run(brief):
    text = "the cat sat on the mat; the dog did not"
    rows = list(csv.DictReader(io.StringIO("name,mark\nada,5\nalan,4\n")))
    print(math.factorial(20), math.isqrt(10**12))
    print(json.dumps({"b": [1, 2.5, None], "a": "é"}, sort_keys=True))
    print(sum(int(row["mark"]) for row in rows))
    print(re.findall(r"\b[cdm]\w+", text))
    print(collections.Counter(text.split()).most_common(1))
    print(datetime.date(2024, 2, 28) + datetime.timedelta(days=2))
    print(hashlib.sha256(b"ordeal").hexdigest()[:16])
    print(0 <= random.random() < 1)
    return DONE


ATTACK = {
    "effect": "an exercise with the standard library works",
    "means": "json, csv, re, collections, datetime, hashlib, random",
    "oracle": "done",
    "id": "B01",
    "expect": "2432902008176640000 1000000\n"
              '{"a": "\\u00e9", "b": [1, 2.5, null]}\n'
              "9\n"
              "['cat', 'mat', 'dog', 'did']\n"
              "[('the', 3)]\n"
              "2024-03-01\n"
              "338d4e3dd450f4a0\n"
              "True\n",
    "run": run,
}
