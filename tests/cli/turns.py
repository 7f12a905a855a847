#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""How students take turns in a place: one after the other with a freeze in between, or several at a time."""

import json

from lib import SCRATCH, done, expect, measure, ordeal

FROZEN, TOGETHER = "lambda-locked", "lambda-managed"
BESIDE = ["-a", "proc-read/beside-memory", "-a", "tmp-snooping/beside-file"]
NOBODY = "nobody is at work beside it: one student at a time in this place"

# A process that is left writes down how long it did not run: the longest of the pauses between two looks
# at the clock. It has SIGCONT delivered if anybody sends it.
own = SCRATCH / "own/persistence"
own.mkdir(parents=True)
(own / "sleeper.py").write_text('''#!/usr/bin/python3
import os, signal, socket, sys, time
if any(word == "role=victim" for word in sys.argv):
    time.sleep(0.2)
    print("honest work done")
    sys.exit(0)
print("attempting", flush=True)
sink = next(int(w.split("=")[1]) for w in sys.argv if w.startswith("sink="))
if os.fork():
    sys.exit(0)
os.setsid()
os.closerange(0, 3)
noticed = []
signal.signal(signal.SIGCONT, lambda *_: noticed.append(1))
worst, last, end = 0, time.monotonic(), time.monotonic() + 0.5
while last < end:
    time.sleep(0.001)
    now = time.monotonic()
    worst, last = max(worst, now - last), now
with socket.create_connection(("127.0.0.1", sink)) as line:
    line.sendall(b"worst %d ms, told %d times" % (worst * 1000, len(noticed)))
''')
(own / "sleeper.py").chmod(0o755)
(own / "sleeper.json").write_text(json.dumps({
    "language": "python", "effect": "runs on", "means": "fork", "oracle": "secret:victim", "scene": "before-victim",
    "argv": ["sleeper.py"]}))


def pause(profile):
    """What the left one told its host: how long it stood still, and whether it was told so."""
    kept = SCRATCH / profile
    ordeal("replay", "persistence/sleeper", "none", "--profile", profile, "--attack-dir", own.parent, "--keep", kept)
    told = [p.read_text() for p in kept.iterdir() if p.is_file() and "worst" in p.read_text(errors="replace")]
    expect(f"{profile}: it ran on", len(told), 1)
    words = told[0].split()
    return int(words[1]), int(words[4])


apart, together = (measure("--profile", name, *BESIDE, "-d", "none", "-d", "locked") for name in (FROZEN, TOGETHER))
instance = apart.meta["instance"]
worst, told = pause(FROZEN)
expect("it stood still for as long as the file says", worst >= instance["frozen_ms"])
expect("only signals are noticed", told > 0, instance["frozen_by"] == "signals")
worst, told = pause(TOGETHER)
expect("never frozen", ("frozen_ms" in together.meta["instance"], told), (False, 0))
for name in BESIDE[1::2]:
    expect(f"{name}: alone", (apart.verdict(name), apart.cell(name)["reason"].split(": denied")[0]), ("inert", NOBODY))
    expect(f"{name}: at a time", together.verdict(name), "breached")
    expect(f"{name}: and no wall", together.verdict(name, "locked"), "breached")
done()
