#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""From a report to a profile: what the probe says in an arena under a profile makes a profile under
which it says the same. So does every report that somebody sent: results/probes."""

import json
import os

import jsonschema

from lib import ROOT, SCRATCH, done, expect, ordeal

schema = json.loads((ROOT / "results/schema/probe.schema.json").read_text())

# What a profile of a report cannot have: variables and addresses.
APART = ("identity.environment", "sockets.interfaces", "files.mounts", "files.writable")


def inside(profile, to):
    said = ordeal("probe", "--profile", profile)
    expect(f"probe under {profile}: {said.stderr}", said.returncode, 0)
    (SCRATCH / to).write_text(said.stdout)
    jsonschema.validate(json.loads(said.stdout), schema)
    return json.loads(said.stdout)


def differences(a, b):
    said = ordeal("diff", a, b)
    lines = [line.strip() for line in said.stdout.splitlines() if line.startswith("  ")]
    expect("exit code of diff", said.returncode, 1 if lines else 0)
    return [line for line in lines if not line.startswith(APART)]


def made(report, name):
    said = ordeal("profile", "--from", report, "-o", f"{name}.profile")
    expect(f"profile of {report}: {said.stderr}", said.returncode, 0)
    return said.stderr


inside("host", "host.json")
# One that refuses and one that lacks; the third, and whatever comes, in tests/long/each.
for name in ("lambda-locked", "docker-default", "gvisor") if "EACH" in os.environ else ("lambda-locked", "gvisor"):
    report = inside(name, f"{name}.json")
    if name == "lambda-locked":
        expect("its conclusion", report["conclusion"]["strongest"], "locked")
    expect(f"{name} is not the host", len(differences("host.json", f"{name}.json")) > 10)
    said = made(f"{name}.json", f"again-{name}")
    expect(f"{name}: all is imitated", said.split(": ")[-1].split(" ")[0], "0")
    inside(f"./again-{name}.profile", f"again-{name}.json")
    expect(f"{name}: the same answers", differences(f"{name}.json", f"again-{name}.json"), [])
expect("a report is as itself", differences("host.json", "host.json"), [])
expect("what only one has is told",
       "filters.load: yes -> EPERM" in differences("host.json", "lambda-locked.json"))

# A run under such a profile is held to it like one under ours; what a function answered is a
# report.
wrapped = {"type": "lambda-probe", "report": json.loads((SCRATCH / "lambda-locked.json").read_text())}
(SCRATCH / "answer.json").write_text(json.dumps(wrapped))
made("answer.json", "answer")
run = ordeal("run", "--profile", "./answer.profile", "-a", "benign/hello-c", "-d", "none", "-o", "r.jsonl")
expect(f"a run under it: {run.stderr}", run.returncode, 0)

for sent in sorted((ROOT / "results/probes").glob("*.json")):
    made(sent, sent.stem)
    inside(f"./{sent.stem}.profile", f"{sent.stem}.json")

# Called wrongly.
(SCRATCH / "no.json").write_text("{}")
for what, args, code in (("no report", ["--from", "no.json", "-o", "x.profile"], 2),
                         ("no JSON", ["--from", "again-gvisor.profile", "-o", "x.profile"], 2),
                         ("no end", ["--from", "host.json", "-o", "x"], 3),
                         ("nothing", [], 2)):
    expect(what, ordeal("profile", *args).returncode, code)
expect("no such profile", ordeal("probe", "--profile", "moon").returncode, 2)
done()
