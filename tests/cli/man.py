#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""Man pages are clean mdoc, and the lint can say no."""

import subprocess

from lib import ROOT, SCRATCH, done, expect


def lint(page):
    said = subprocess.run(["mandoc", "-T", "lint", "-W", "warning", page], capture_output=True, text=True)
    return said.returncode, said.stdout + said.stderr


pages = sorted((ROOT / "man").glob("*.[1-9]"))
expect("there are pages", len(pages) >= 4)
for page in pages:
    expect(page.name, lint(page), (0, ""))
(SCRATCH / "bad.1").write_text(".Dd November 1, 2026\n.Dt BAD 1\n.Os\n.Sh NAME\n.Nosuch macro\n")
expect("a bad page", lint(SCRATCH / "bad.1")[0] != 0)
done()
