#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""Whoever runs an attack by hand, and not as the harness does, sees and suffers nothing."""

import os
import subprocess
from concurrent.futures import ThreadPoolExecutor

from lib import BUILD, META, SCRATCH, done, expect

ATTACKS = BUILD / "box" / "attacks"
WAYS = ([], ["--help"], ["armed"], ["secret=x", "--armed"])


def command(manifest):
    script = manifest.with_suffix(".py")
    if script.exists():
        return ["/usr/bin/python3", "-B", str(ATTACKS / "attack.py"), str(script)]
    if manifest.with_suffix(".sh").exists():
        return ["/bin/sh", str(manifest.with_suffix(".sh"))]
    return [str(manifest.with_suffix(""))]


def run(manifest):
    for words in WAYS:
        ran = subprocess.run([*command(manifest), *words], capture_output=True, cwd=SCRATCH,
                             stdin=subprocess.DEVNULL, timeout=20)
        yield manifest, words, (ran.returncode, ran.stdout, ran.stderr)


manifests = sorted([*ATTACKS.glob("*/*.json"), *META.glob("*.json")])
expect("a catalogue", len(manifests) > 100)
shared = set(os.listdir("/dev/shm"))
with ThreadPoolExecutor(os.cpu_count()) as pool:
    for outcomes in pool.map(lambda manifest: list(run(manifest)), manifests):
        for manifest, words, outcome in outcomes:
            expect(f"{manifest.parent.name}/{manifest.stem} {' '.join(words)}", outcome, (0, b"", b""))
expect("files", list(SCRATCH.iterdir()), [])
expect("shared memory", set(os.listdir("/dev/shm")) - shared, set())
done()
