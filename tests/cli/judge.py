#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""The mutants of the harness are there to be made: each text stands in its file, each test is
there, and the runner tells a mutant that somebody notices from one that nobody does and from one
that is no program.
"""

import subprocess
import sys

from lib import BUILD, ROOT, done, expect

sys.path.insert(0, str(ROOT / "tests/judge"))
from mutants import MUTANTS  # noqa: E402

names = [mutant[0] for mutant in MUTANTS]
expect("a few dozen", len(names) >= 36)
expect("each name once", sorted(set(names)), sorted(names))
tests = [f"{folder}/{path.stem if folder == 'unit' else path.name}" for folder in
         ("unit", "cli", "oracle", "meta", "validity") for path in (ROOT / "tests" / folder).iterdir()]
for name, file, text, other, asked in MUTANTS:
    expect(f"{name}: its text is in {file}", text in (ROOT / file).read_text())
    expect(f"{name}: it changes something", text != other)
    for part in asked:
        expect(f"{name}: there is a test {part}", any(part in test for test in tests))
told = subprocess.run([ROOT / "tests/judge/run", BUILD, "--list"], capture_output=True, text=True)
expect("the list", told.stdout.split(), names)
done()
