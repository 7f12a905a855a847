#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""ordeal lattice: of a machine that is made up, where what each stack holds is known; then of a few real programs."""

import itertools
import json
import os
import re
import subprocess
import sys
import time

from lib import BUILD, ROOT, SCRATCH, done, expect, ordeal, skip

sys.path.insert(0, str(ROOT / "harness/lattice"))
from game import Known, Layers, questions, shapley  # noqa: E402

# --- the arithmetic ---------------------------------------------------------------------------------------------
NAMES = ["a", "b", "c", "d"]
NEEDS = {"d": ["a"]}
ls = Layers(NAMES, NEEDS)
expect("subsets whose needs hold", len(ls.feasible), 12)
expect("a subset with a layer whose need is not there", ls.named(ls.kernel(ls.mask("bd"))), ["b"])
expect("a layer with what it needs", ls.named(ls.closure(ls.mask("d"))), ["a", "d"])
expect("all but one, and but those that need it", ls.named(ls.without(0)), ["b", "c"])


def by_orders(held):
    """Shapley's value as its definition says: over all orders, who makes the difference."""
    orders = list(itertools.permutations(range(4)))
    shares = [0.0] * 4
    for each in orders:
        mask = 0
        for i in each:
            before, mask = held(ls.kernel(mask)), mask | 1 << i
            shares[i] += held(ls.kernel(mask)) - before
    return [round(s / len(orders), 9) for s in shares]


RULES = [lambda m: m & 1, lambda m: m & 2 and m & 4, lambda m: m & 8 or m & 2, lambda m: m & 8 and m & 4,
         lambda m: 0]
for number, rule in enumerate(RULES):
    held = lambda m, rule=rule: int(bool(rule(m)))
    known, asked = Known(ls), 0
    while known.open():
        for mask in questions(known, 2):
            asked += 1
            known.learn(mask, held(mask))
    for mask in ls.feasible:
        expect(f"rule {number}: subset {ls.named(mask)}", known.held >> mask & 1, held(mask))
    expect(f"rule {number}: fewer questions than subsets", asked < len(ls.feasible))
    expect(f"rule {number}: Shapley's value", [round(s, 9) for s in shapley(ls, known.truth())], by_orders(held))

# --- a machine that is made up -----------------------------------------------------------------------------------
FAKE = SCRATCH / "fake"
(FAKE / "box/bin").mkdir(parents=True)
os.symlink(BUILD / "box/bin/ordeal-sandbox", FAKE / "box/bin/ordeal-sandbox")
(FAKE / "ordeal").write_text(r'''#!/usr/bin/python3
import json, os, sys
HOLDS = {"row/env-alone": lambda s: "env" in s, "row/either": lambda s: "env" in s or "fds" in s,
         "row/both": lambda s: {"fds", "rlimit"} <= s, "row/nobody": lambda s: False,
         "row/odd": lambda s: ("env" in s) != ("fds" in s and "rlimit" in s), "benign/b": lambda s: "rlimit" in s,
         "row/inert": None}
if sys.argv[1] == "list":
    print(json.dumps([{"id": a, "row": a.split("/")[0], "quick": True, "control": "none"} for a in HOLDS]))
    sys.exit()
word = lambda name: sys.argv[sys.argv.index(name) + 1]
cells = json.load(open(word("--cells")))
with open(os.path.dirname(os.path.abspath(__file__)) + "/runs", "a") as log:
    log.write(f"{sum(map(len, cells.values()))}\n")
stop = os.environ.get("STOP")
layers = {sys.argv[i + 3]: set(sys.argv[i + 1].split("--layers ")[1].split()[0].split(","))
          for i, text in enumerate(sys.argv) if text == "--defence-cmd"}
with open(word("-o"), "w") as out:
    put = lambda o: out.write(json.dumps(o) + "\n")
    put({"type": "meta", "started": "", "suite": {}, "kernel": {}, "cpu": {}, "profile": "host", "catalogue": ""})
    for a, columns in cells.items():
        for c in columns:
            s = layers[c]
            benign = a.startswith("benign")
            held = bool(HOLDS[a] and HOLDS[a](s))
            words = ("works", "fails") if benign else ("breached", "held")
            put({"type": "cell", "attack": a, "row": a.split("/")[0], "benign": benign, "defence": c,
                 "verdict": words[held] if HOLDS[a] else "inert"})
        if stop:
            break
    put({"type": "end", "interrupted": bool(stop)})
''')
(FAKE / "ordeal").chmod(0o755)
FILE = SCRATCH / "lattice.jsonl"
LATTICE = ["/usr/bin/python3", "-B", ROOT / "harness/lattice/main.py", "--ordeal", FAKE / "ordeal"]


def lattice(*words, **more):
    return subprocess.run([*LATTICE, "--layers", "env,fds,rlimit", "-o", FILE, "--check", "99", *words],
                          capture_output=True, text=True, **more)


stopped = lattice(env=os.environ | {"STOP": "yes"})
expect("a run that is interrupted", (stopped.returncode, "goes on from here" in stopped.stderr), (3, True))
kept = FILE.read_text().count('"cell"')
expect("what it measured is kept", kept > 0)
made = lattice("--json")
expect("the next call goes on", (made.returncode, FILE.read_text().count('"type": "meta"')), (0, 1))
told = json.loads(made.stdout)
by = {one["layer"]: one for one in told["by_layer"]}
expect("what does not work there is left out", told["left_out"]["row/inert"].startswith("inert"))
expect("where the bound does not hold it is given up", "row/odd" in {*told["contradicting"], *told["left_out"]})
expect("attacks and honest programs", (told["attacks"], told["honest"]), (4, 1))
expect("what all together hold", (told["full_holds"], told["full_breaks"]), (3, 1))
expect("the smallest stack that holds it", [sorted(s) for s in told["smallest"]], [["env", "fds", "rlimit"]])
expect("what env holds alone", by["env"]["alone"], 2)
expect("what only env holds", by["env"]["only"], ["row/env-alone"])
expect("leave one out", [by[n]["leave_one_out"] for n in ("env", "fds", "rlimit")], [1, 1, 1])
expect("Shapley values add up to what is held", round(sum(one["shapley"] for one in told["by_layer"]), 6), 3)
expect("of either", (by["env"]["shapley"], by["fds"]["shapley"], by["rlimit"]["shapley"]), (1.5, 1.0, 0.5))
either = sorted(map(sorted, told["programs"]["row/either"]["minimal"]))
expect("smallest holders of a program", either, [["env"], ["fds"]])
expect("every inferred cell was checked here", (told["checked"], told["agree"]), (told["inferred"], told["agree"]))
runs = (FAKE / "runs").read_text()
expect("a call more measures nothing", (lattice("--json").stdout == made.stdout, (FAKE / "runs").read_text() == runs),
       (True, True))
costs = SCRATCH / "bench.csv"
costs.write_text("type,program,variant,added\n" + "".join(f"sample,noop-static,{v},{us}\n" for v, us in
                                                          (("fork", 100), ("env", 110), ("fds", 105), ("rlimit", 190))))
front = json.loads(lattice("--json", "--cost", costs).stdout)["front"]
front = [(sorted(one["layers"]), one["held"], one["broken"]) for one in front]
expect("the front", front, [([], 0, 0), (["fds"], 1, 0), (["env"], 2, 0), (["env", "fds", "rlimit"], 3, 1)])
text = lattice("--report").stdout
expect("for people", re.search(r"^\| env +\| 2 \| 1 \| 1\.5 \|$", text, re.M) is not None)
other = subprocess.run([*LATTICE, "--layers", "env", "-o", FILE], capture_output=True, text=True)
expect("a file of other layers is refused", (other.returncode, "--force" in other.stderr), (3, True))

# --- for real ----------------------------------------------------------------------------------------------------
expect("its help", "Exit codes" in ordeal("lattice", "--help").stdout)
expect("nothing selected", ordeal("lattice", "-a", "no-such-row", "-o", SCRATCH / "none.jsonl").returncode, 4)
real = ordeal("lattice", "-a", "env-leak/getenv", "-a", "benign/hello-c", "--layers", "env,fds", "--json", "-o",
              SCRATCH / "real.jsonl")
if real.returncode == 77:
    skip("arenas cannot be built here")
told = json.loads(real.stdout)
expect("getenv is held by env alone", told["programs"]["env-leak/getenv"]["minimal"], [["env"]])
expect("and nothing honest is broken", (told["honest"], told["full_breaks"]), (1, 0))

# Who ends it ends the run that it waits for; what that had measured is kept.
ended = subprocess.Popen([BUILD / "ordeal", "lattice", "-a", "env-leak", "-o", SCRATCH / "ended.jsonl"], cwd=SCRATCH,
                         stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
deadline = time.monotonic() + 60
while not (SCRATCH / "ended.jsonl.part").exists() and time.monotonic() < deadline:
    time.sleep(0.01)
ended.terminate()
said = ended.communicate(timeout=60)[1]
expect("SIGTERM", (ended.returncode, "the next call goes on" in said), (3, True))
expect("and nothing is left over", list(SCRATCH.glob("ended.jsonl.*")), [])
done()
