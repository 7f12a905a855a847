#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""Several places: a list of profiles is a run each, and what changes from one to the other can be asked."""

import json

from lib import ROOT, SCRATCH, Results, done, expect, ordeal

WORDS = ["-a", "benign/hello-c", "-a", "setuid/execve", "-d", "none", "-d", "nnp"]
said = ordeal("run", "--profile", "host,lambda-locked", *WORDS, "-o", SCRATCH / "both.jsonl")
expect(f"a list: {said.stderr}", said.returncode, 0)
files = {name: SCRATCH / f"both.{name}.jsonl" for name in ("host", "lambda-locked")}
for name, file in files.items():
    expect(f"{name}: its file", Results(file).meta["profile"], name)
expect("no other file", sorted(file.name for file in SCRATCH.glob("*.jsonl")), sorted(f.name for f in files.values()))
said = ordeal("run", "--profile", "host,moon", *WORDS)
expect("one of them unknown: nothing is measured", (said.returncode, "no profile \"moon\"" in said.stderr,
                                                    list(SCRATCH.glob("runs/*"))), (2, True, []))

# The last run is found by itself, where it is of the profile that is asked for.
expect("the last run", ordeal("run", "--profile", "lambda-locked", *WORDS).returncode, 0)
said = ordeal("matrix", "--profile", "host", "--against-profile", "lambda-locked", files["host"])
expect("what changes: exit code", said.returncode, 0)
lines = [line.strip() for line in said.stdout.splitlines()]
host = Results(files["host"]).verdict("setuid/execve")
for line in (*([f"{host}, there inert: 1: setuid/execve"] if host == "breached" else []), "works, there unavailable: 1: benign/hello-c"):
    expect(f"{line}, in {said.stdout}", line in lines)
expect("nothing that stays", "works, there works" in said.stdout, False)
# Place by place: the answer alone, for all profiles.
said = ordeal("matrix", "--places").stdout.split("\n\n")
answers = {part.split(" ")[0].strip(":\n"): part for part in said if part.strip()}
names = {line.split()[0] for line in ordeal("list", "profiles").stdout.splitlines()[1:]}
expect("every profile", set(answers), names)
expect("the place of one's own comes first", said[0].startswith("host"), True)
expect("measured here", answers["lambda-locked"].startswith("lambda-locked (measured on "))
expect("nobody measured", answers["gvisor"].strip(), "gvisor: nobody measured it")
said = ordeal("matrix", "--profile", "gvisor", "--against-profile", "host", files["host"])
expect("no results of it", (said.returncode, 'no results of the profile "gvisor"' in said.stderr), (2, True))
for words in (["--profile", "host"], ["--against-profile", "host", "--rest", files["host"]]):
    expect(f"matrix {words[0]} alone", ordeal("matrix", files["host"], *words).returncode, 2)

# The strongest stack is not the only choice: one that is nearly as strong is named, one that is far from it is not.
FIXTURE = [json.loads(line) for line in (ROOT / "tests/fixtures/results/small.jsonl").read_text().splitlines()]


def answer(**held):
    """What `matrix` answers of three stacks that hold so many of a hundred attacks."""
    meta, end = FIXTURE[0], FIXTURE[-1]
    cell = next(line for line in FIXTURE if line["type"] == "cell" and line["verdict"] == "held")
    meta["columns"] = [{"name": name, "group": "stack", "baseline": None, "summary": name} for name in held]
    with open(SCRATCH / "made.jsonl", "w") as file:
        print(json.dumps(meta), file=file)
        for name, count in held.items():
            for i in range(100):
                verdict = "held" if i < count else "breached"
                print(json.dumps(cell | {"attack": f"{cell['row']}/a{i}", "defence": name, "group": "stack",
                                         "verdict": verdict, "runs": [verdict]}), file=file)
        print(json.dumps(end), file=file)
    return [line for line in ordeal("matrix", SCRATCH / "made.jsonl").stdout.splitlines() if " which holds " in line]


BEST = "the strongest stack of these: b, which holds 90 of 100 attacks and breaks 0 of 0 honest programs"
NEXT = "next to it: {}, which holds {} of 100 and breaks 0 of 0"
expect("nearly as strong", answer(a=88, b=90, c=87), [BEST, NEXT.format("a", 88)])
expect("as strong", answer(a=10, b=90, c=90), [BEST, NEXT.format("c", 90)])
expect("far from it", answer(a=87, b=90, c=1), [BEST])
expect("the only one", answer(b=90), [BEST])
done()
