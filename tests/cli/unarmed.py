#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""Whoever runs an attack by hand, and not as the harness does, sees and suffers nothing. Each program
is run in one of the ways, those of C in all: what looks at the words is the same in all of a language.
"""

import os
import subprocess
from concurrent.futures import ThreadPoolExecutor

from lib import BUILD, META, SCRATCH, done, expect

ATTACKS = BUILD / "box" / "attacks"
EACH = "EACH" in os.environ  # tests/long/each
WAYS = ([], ["--help"], ["armed"], ["secret=x", "--armed"])


def command(manifest):
    script = manifest.with_suffix(".py")
    if script.exists():
        return ["/usr/bin/python3", "-B", str(ATTACKS / "attack.py"), str(script)]
    if manifest.with_suffix(".sh").exists():
        return ["/bin/sh", str(manifest.with_suffix(".sh"))]
    return [str(manifest.with_suffix(""))]


def run(number, manifest):
    quick = command(manifest)[0] == str(manifest.with_suffix(""))
    for words in WAYS if quick or EACH else [WAYS[number % len(WAYS)]]:
        ran = subprocess.run([*command(manifest), *words], capture_output=True, cwd=SCRATCH,
                             stdin=subprocess.DEVNULL, timeout=20)
        yield manifest, words, (ran.returncode, ran.stdout, ran.stderr)


manifests = sorted([*ATTACKS.glob("*/*.json"), *META.glob("*.json")])
expect("a catalogue", len(manifests) > 100)
shared = set(os.listdir("/dev/shm"))
with ThreadPoolExecutor(os.cpu_count()) as pool:
    for outcomes in pool.map(lambda pair: list(run(*pair)), enumerate(manifests)):
        for manifest, words, outcome in outcomes:
            expect(f"{manifest.parent.name}/{manifest.stem} {' '.join(words)}", outcome, (0, b"", b""))
expect("files", list(SCRATCH.iterdir()), [])
expect("shared memory", set(os.listdir("/dev/shm")) - shared, set())
done()
