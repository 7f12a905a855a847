#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""Subjects of commits have at most 72 columns, from the commit in SINCE on. It advises: a subject
that is written cannot be mended, so nothing fails. Merges are passed over; so is a tree without
history.
"""

import subprocess

from lib import ROOT, done

SINCE = "abca542"
COLUMNS = 72


def log(since):
    out = subprocess.run(["git", "log", "--no-merges", "--format=%h %s", f"{since}..HEAD"], cwd=ROOT,
                         capture_output=True, text=True)
    return out.stdout.splitlines() if out.returncode == 0 else []


for line in log(SINCE):
    commit, _, subject = line.partition(" ")
    if len(subject) > COLUMNS:
        print(f"advice: {commit} has a subject of {len(subject)} columns, of at most {COLUMNS}")
done()
