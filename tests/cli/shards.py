#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""The parts of a run, merged, are the run; and what makes no run is not merged."""

import json
import os

from lib import ROOT, SCRATCH, done, expect, ordeal

SELECTED = ["-a", "env-leak/getenv", "-a", "env-leak/os-environ", "-a", "proc-read/fopen", "-a", "benign/hello-c",
            "-d", "none", "-d", "env", "-d", "full"]


def run(name, *words, env=None):
    return ordeal("run", *SELECTED, "--force", "-o", SCRATCH / name, *words, env={**os.environ, **(env or {})})


def one_cell(name, *words, env):
    return ordeal("run", "-a", "benign/hello-c", "-d", "none", "--force", "-o", SCRATCH / name, *words, env={**os.environ, **env})


def lines(name):
    return [json.loads(line) for line in (SCRATCH / name).read_text().splitlines()]


def cells(name):
    return {(c["attack"], c["defence"]): c["verdict"] for c in lines(name) if c["type"] == "cell"}


def merge(*names, to="merged.jsonl", words=("--force",)):
    return ordeal("merge", *words, "-o", SCRATCH / to, *(SCRATCH / name for name in names))


expect("the whole", run("whole.jsonl").returncode, 0)
whole = cells("whole.jsonl")
parts = ["1.jsonl", "2.jsonl", "3.jsonl"]
for k, name in enumerate(parts, 1):
    expect(f"part {k}", run(name, "--shard", f"{k}/3").returncode, 0)
each = [cells(name) for name in parts]
expect("no cell is in two parts", sum(map(len, each)), len(whole))
expect("each has some", min(map(len, each)) > 0)
shard = lines(parts[1])[0]["shard"]
expect("it says which", shard, {"index": 2, "count": 3, "cells": len(each[1]), "of": len(whole)})

# Merged, in any order.
said = merge("3.jsonl", "1.jsonl", "2.jsonl")
expect("merged", (said.returncode, said.stderr), (0, ""))
expect("as the whole", cells("merged.jsonl"), whole)
expect("the gate of one against the other", ordeal("diff", SCRATCH / "whole.jsonl", SCRATCH / "merged.jsonl").returncode, 0)
expect("the matrix is the same", *(sorted(ordeal("matrix", SCRATCH / name, "--format", "csv").stdout.splitlines())
                                  for name in ("merged.jsonl", "whole.jsonl")))
first = (SCRATCH / "merged.jsonl").read_text().splitlines()[1:-1]
merge("1.jsonl", "2.jsonl", "3.jsonl")
expect("the order does not matter", (SCRATCH / "merged.jsonl").read_text().splitlines()[1:-1], first)
expect("a part twice", merge(*parts, "1.jsonl").returncode, 0)

# Several runs of one thing: where they disagree, and how often.
(SCRATCH / "again.jsonl").write_text((SCRATCH / "whole.jsonl").read_text())
said = ordeal("matrix", SCRATCH / "whole.jsonl", SCRATCH / "again.jsonl")
expect("they agree", (said.returncode, f"the same verdict in {len(whole)} of them" in said.stdout, "failed trials" in said.stdout),
       (0, True, False))
changed = [json.loads(line) for line in (SCRATCH / "whole.jsonl").read_text().splitlines()]
one = next(cell for cell in changed if cell.get("verdict") == "held")
one.update(verdict="breached", runs=["breached", "held", "breached"])
(SCRATCH / "again.jsonl").write_text("".join(json.dumps(line) + "\n" for line in changed))
said = ordeal("matrix", SCRATCH / "whole.jsonl", SCRATCH / "again.jsonl")
line = next((line for line in said.stdout.splitlines() if line.startswith(one["attack"])), "")
expect("one differs", line.split(None, 2)[1:], [one["defence"], "held in 1, breached in 2  2 of 4 (50 %, 15 to 85 %)"])
expect("not of two profiles", ordeal("matrix", SCRATCH / "whole.jsonl", ROOT / "results/runs/reference/gvisor.jsonl.gz").returncode, 2)
expect("not with other options", ordeal("matrix", "--places", SCRATCH / "whole.jsonl", SCRATCH / "again.jsonl").returncode, 2)

# What makes no run.
refused = {"a part is missing": merge("1.jsonl", "3.jsonl"), "of another deal": merge(*parts, "whole.jsonl"),
           "there already": merge(*parts, words=())}
cut = (SCRATCH / "2.jsonl").read_text().splitlines()
(SCRATCH / "cut.jsonl").write_text("\n".join(cut[:-1]) + "\n")
refused["not finished"] = merge("1.jsonl", "cut.jsonl", "3.jsonl")
flipped = next(i for i, line in enumerate(cut) if '"cell"' in line)
other = {**json.loads(cut[flipped]), "verdict": "flaky"}
(SCRATCH / "flipped.jsonl").write_text("\n".join([*cut[:flipped], json.dumps(other), *cut[flipped + 1:]]) + "\n")
refused["two verdicts"] = merge(*parts, "flipped.jsonl")
meta = json.loads(cut[0])
for field, value in ("cpu", {"model": "another", "count": 2}), ("catalogue", "0123"):
    (SCRATCH / "other.jsonl").write_text("\n".join([json.dumps({**meta, field: value}), *cut[1:]]) + "\n")
    refused[f"another {field}"] = merge("1.jsonl", "other.jsonl", "3.jsonl")
WORDS = {"a part is missing": "part 2 of 3 is missing", "of another deal": "no part", "there already": "--force",
         "not finished": "--resume", "two verdicts": "flaky in", "another cpu": "--mixed", "another catalogue": "--mixed"}
for what, said in refused.items():
    expect(what, (said.returncode, WORDS[what] in said.stderr), (2, True))
(SCRATCH / "other.jsonl").write_text("\n".join([json.dumps({**meta, "cpu": {"model": "another", "count": 2}}), *cut[1:]]) + "\n")
expect("unless told", merge("1.jsonl", "other.jsonl", "3.jsonl", words=("--mixed", "--force")).returncode, 0)
origins = {c["origin"]["cpu"] for c in lines("merged.jsonl") if c["type"] == "cell"}
expect("then a cell says where it is from", "another" in origins and len(origins) == 2)
expect("a merge that fails leaves the older file", (merge("1.jsonl", "3.jsonl").returncode, cells("merged.jsonl")), (2, whole))
expect("and nothing else", [p.name for p in SCRATCH.glob("*.part")], [])

# More parts than attacks: some are empty, and are files all the same.
expect("an empty part", run("empty.jsonl", "--shard", "9/9").returncode, 0)
expect("is a run of nothing", (cells("empty.jsonl"), lines("empty.jsonl")[-1]["cells"]), ({}, 0))

# Which part, by the environment; and what cannot be known.
SLURM = {"SLURM_ARRAY_TASK_ID": "6", "SLURM_ARRAY_TASK_COUNT": "3", "SLURM_ARRAY_TASK_MIN": "5"}
for word, env, index in (("auto", SLURM, 2), ("auto/3", {"SLURM_ARRAY_TASK_ID": "3", "SLURM_ARRAY_TASK_COUNT": "1"}, 3),
                         ("auto", {"CI_NODE_INDEX": "1", "CI_NODE_TOTAL": "3"}, 1), ("auto/3", {"JOB_COMPLETION_INDEX": "2"}, 3)):
    said = one_cell("auto.jsonl", "--shard", word, env=env)
    expect(f"{word} {env}", (said.returncode, lines("auto.jsonl")[0]["shard"]["index"]), (0, index))
for word, env in (("0/3", {}), ("4/3", {}), ("2", {}), ("1/0", {}), ("a/b", {}), ("auto", {}), ("auto", {"JOB_COMPLETION_INDEX": "0"}),
                  ("auto/2", {"JOB_COMPLETION_INDEX": "2"}), ("auto", {"CI_NODE_INDEX": "x", "CI_NODE_TOTAL": "3"})):
    said = one_cell("no.jsonl", "--shard", word, env=env)
    expect(f"refused: {word} {env}", (said.returncode, "--shard: " in said.stderr, (SCRATCH / "no.jsonl").exists()), (2, True, False))
expect("not with --changed", run("no.jsonl", "--shard", "1/2", f"--changed={SCRATCH / 'whole.jsonl'}").returncode, 2)
done()
