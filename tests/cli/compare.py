#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""ordeal compare: of runs that are made up, so that what it must say is known. The same build is no slower in 19
of 20 quantities, however the machine drifts; what is slower is named; what cannot be compared says why."""

import copy
import json
import random
import re
import subprocess

import jsonschema

from lib import BUILD, ROOT, SCRATCH, done, expect, ordeal, skip

if not (BUILD / "bench-report").exists():
    skip("bench-report is not built")
META = {"type": "meta", "kind": "bench", "cpu": {"model": "a", "count": 2}, "kernel": {"release": "6"},
        "mitigations": {}, "software": {"python": "3.11", "bwrap": "0.8"}}
END = {"type": "end", "interrupted": False, "failures": 0}
TOOLS = [f"tool-{n}" for n in range(30)]
OURS = ["seccomp", "full"]
chance = random.Random(18)


def run(name, slower=None, by=1.0, drift=0.0, jitter=0.0, meta=None, version="1"):
    """A run in which every launch takes 500 us, or twice that; its machine is slower at the end by `drift`, each
    variant is off by up to `jitter` all the time."""
    lines = [copy.deepcopy(META) | (meta or {})]
    for variant in ["bare", *TOOLS, *OURS]:
        off = chance.gauss(0, jitter) if variant != "bare" else 0
        base = (500 if variant == "bare" else 1000) * (1 + off) * (by if variant == slower else 1)
        ns = [round(1000 * base * (1 + drift * i / 120) * (1 + abs(chance.gauss(0, 0.05)))) for i in range(120)]
        group = "bare" if variant == "bare" else "tool" if variant in TOOLS else "stack"
        lines.append({"type": "sample", "program": "noop-static", "variant": variant, "group": group, "what": "",
                      "command": "c", "version": version, "ns": ns, "sequence": [], "failed": None})
    path = SCRATCH / f"{name}.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in [*lines, END]))
    return path


def compare(*files):
    answer = ordeal("compare", *files)
    return answer.returncode, answer.stdout


base = run("base")
code, said = compare(base, run("same"))
expect("the same build is no slower", code, 0)
held = float(re.search(r"holds 1 for ([\d.]+) %", said)[1])
expect("its intervals hold 1", held >= 90)
held = [float(re.search(r"holds 1 for ([\d.]+) %", compare(run(f"a{n}"), run(f"b{n}"))[1])[1]) for n in range(8)]
expect("for 95 % over many pairs, about", sum(held) / len(held) >= 93)
code, said = compare(base, run("drifts", drift=0.3))
expect("a machine that becomes slower slows bare too", code, 0)
code, said = compare(base, run("slower", "full", 1.15))
expect("what is slower by a seventh", code, 1)
expect("is named", re.search(r"noop-static +full +1\.1\d+ +.*slower", said) is not None)
expect("and nothing else", said.count(" slower\n"), 1)
code, said = compare(base, run("faster", "seccomp", 0.8))
expect("what is faster is no failure", (code, " faster\n" in said), (0, True))
code, said = compare(base, run("little", "full", 1.01))
expect("one percent does not matter", code, 0)

# Off by 3 % from run to run: which either run cannot see from within.
code, said = compare(base, run("jitter", jitter=0.03))
expect("what changes from run to run is noise, not slower", code, 0)
code, said = compare(base, run("once", "full", 1.15), run("again"))
expect("slower in one of two new runs is not slower", code, 0)
code, said = compare(base, run("twice", "full", 1.15), run("twice-again", "full", 1.15))
expect("in both it is", code, 1)
code, said = compare(run("quiet"), run("wild", jitter=0.2))
expect("a machine that is too noisy is said", (code, "too noisy" in said), (3, True))

for what, meta in (("processor", {"cpu": {"model": "b", "count": 2}}), ("kernel", {"kernel": {"release": "7"}})):
    expect(f"another {what}", compare(base, run("other", meta=meta)), (3, f"not comparable: another {what}\n"))
code, said = compare(base, run("version", version="2"))
expect("another version of a launcher is not comparable", (code, "another version of the launcher" in said), (3, True))
few = [json.loads(line) for line in base.read_text().splitlines()]
for line in few:
    if line.get("variant") == "full":
        line["ns"] = line["ns"][:5]
short = SCRATCH / "few.jsonl"
short.write_text("".join(json.dumps(line) + "\n" for line in few))
expect("too few samples", "not comparable: too few samples" in compare(base, short)[1])
expect("one file", ordeal("compare", base).returncode, 2)
expect("no such file", ordeal("compare", base, SCRATCH / "none").returncode, 2)

# The other quantities keep their schema, and their report has them.
FILE = SCRATCH / "rules.jsonl"
made = subprocess.run([BUILD / "ordeal-bench", "--quick", "--full=rules", "--force", "-o", FILE], capture_output=True,
                      text=True)
if "mount namespace" in made.stderr:
    skip("no mount namespace here")
expect("a quantity of one's choice", made.returncode, 0)
valid = jsonschema.Draft7Validator(json.loads((ROOT / "results/schema/bench.schema.json").read_text()))
lines = [json.loads(line) for line in FILE.read_text().splitlines()]
for line in lines:
    for error in valid.iter_errors(line):
        expect(f"{line['type']} and its schema", error.message, None)
load = {(l["variant"], l["at"]) for l in lines if l.get("quantity") == "rules" and l["program"] == "load"}
expect("both shapes of filter, to 400 rules", load >= {(s, at) for s in ("linear", "tree") for at in (10, 400)})
report = subprocess.run([BUILD / "bench-report", FILE], capture_output=True, text=True).stdout
expect("a table of it", "rules: argument, in ns, at: rules" in report)
expect("every quantity is listed", "throughput" in subprocess.run([BUILD / "ordeal-bench", "--quantities"], text=True,
                                                                  capture_output=True).stdout)

# The steps of a launch, told by the sandbox itself: off unless asked for.
trace = SCRATCH / "trace.json"
sandbox = BUILD / "box/bin/ordeal-sandbox"
subprocess.run([sandbox, "--layers", "env,rlimit", "--trace", trace, "--", "/bin/true"], check=True)
steps = json.loads(trace.read_text())["steps"]
names = [name for name, _ in steps]
expect("each layer is put on and looked at", {"inside rlimit", "readback env", "exec and the program"} <= set(names))
expect("in order", names.index("inside rlimit") < names.index("readback rlimit") < names.index("end"))
expect("no step takes less than nothing", min(us for _, us in steps) >= 0)
stays = subprocess.run([sandbox, "--trace", trace, "--serve", "-"], stdin=subprocess.DEVNULL, capture_output=True)
expect("a launcher that stays has none", stays.returncode, 125)
peers = subprocess.run([BUILD / "bench-report", "--peers", base], capture_output=True, text=True).stdout
expect("the launchers as one table, with versions", re.search(r"^tool-0 +1 +\d\.\d\d", peers, re.M) is not None)
done()
