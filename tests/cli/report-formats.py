#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""SARIF, TAP, CSV, JSON, badges from one results file, each as its reader reads it: what is worse, what is accepted."""

import csv
import json
import os
import subprocess
from xml.etree import ElementTree

from lib import ROOT, SCRATCH, Results, done, expect, ordeal

RESULTS = ROOT / "tests/fixtures/results/small.jsonl"
SHORT = "breached", "timeout", "unproven", "fails"

# The flaky cell held when this was recorded; and one breach is worse than recorded.
lines = Results(RESULTS).lines
for line in lines:
    if line.get("verdict") == "flaky":
        line.update(verdict="held", runs=["held"])
held = SCRATCH / "held.jsonl"
held.write_text("".join(json.dumps(line) + "\n" for line in lines))
EXPECTED = SCRATCH / "expected"
expect("recorded", ordeal("expect", "update", held, "--expected", EXPECTED, "--why", "known # here").returncode, 0)
worse = next(line for line in lines if line.get("verdict") == "held" and line["defence"] == "claimed")
worse.update(verdict="breached")
NAME = f"{worse['attack']} under claimed"
changed = SCRATCH / "changed.jsonl"
changed.write_text("".join(json.dumps(line) + "\n" for line in lines))
results = Results(changed)
short = {key for key, cell in results.cells.items() if cell["verdict"] in SHORT}


def report(form, *options):
    ended = ordeal("report", changed, "-f", form, *options)
    expect(f"{form}: exit code and complaints", (ended.returncode, ended.stderr), (0, ""))
    return ended.stdout


# SARIF: one error, at the attack's own source; what is accepted is there, suppressed, with the reason.
run, = json.loads(report("sarif", "--expected", EXPECTED))["runs"]
rules = run["tool"]["driver"]["rules"]
error, = [r for r in run["results"] if r["level"] == "error"]
expect("what is worse", (error["ruleId"], error["properties"]["defence"]), (worse["attack"], "claimed"))
source = error["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
expect(f"its source is a file: {source}", (ROOT / source).is_file())
expect("how to replay it", f"ordeal replay {worse['attack']} claimed" in error["message"]["text"])
expect("each result has its rule", [rules[r["ruleIndex"]]["id"] for r in run["results"]],
       [r["ruleId"] for r in run["results"]])
expect("a rule once", len({r["id"] for r in rules}), len(rules))
accepted = [r for r in run["results"] if r["level"] == "note"]
expect("accepted", {(r["ruleId"], r["properties"]["defence"]) for r in accepted}, short - {(worse["attack"], "claimed")})
expect("with the reason", {r["suppressions"][0]["justification"] for r in accepted}, {"known # here"})

# TAP, by the parser that comes with perl.
tap = SCRATCH / "results.tap"
tap.write_text(report("tap", "--expected", EXPECTED))
ASK = """open my $in, '<', $ARGV[0]; local $/; my $p = TAP::Parser->new({ tap => <$in> }); my (@bad, $yaml, $todo);
while (my $r = $p->next) { push @bad, $r->description if $r->is_test && !$r->is_ok;
$todo++ if $r->is_test && $r->has_todo && $r->explanation =~ /^known/; $yaml = $r->data if $r->is_yaml; }
print join("\\n", $p->tests_run, scalar $p->parse_errors, $todo, $yaml->{again}, @bad);"""
told = subprocess.run(["perl", "-MTAP::Parser", "-e", ASK, tap], capture_output=True, text=True)
if told.returncode == 0:
    expect("TAP", told.stdout.split("\n"), [str(len(results.cells)), "0", str(len(accepted)),
                                            f"ordeal replay {worse['attack']} claimed", f"- {NAME}"])
else:
    print("no TAP::Parser in this perl: TAP is not read back")

# CSV, JSON, Markdown: the same as `ordeal matrix` writes.
rows = list(csv.DictReader(report("csv").splitlines()))
expect("CSV", {(r["attack"], r["defence"], r["verdict"]) for r in rows},
       {(*key, cell["verdict"]) for key, cell in results.cells.items()})
for form in "json", "markdown", "csv":
    expect(form, report(form), ordeal("matrix", changed, "--format", form).stdout)

# Badges say what the JSON says.
for column in json.loads(report("json"))["columns"]:
    shields = json.loads(report("shields", "--column", column["name"]))
    say = f"{column['attacks_held']} of {column['attacks_proven']} held"
    svg = ElementTree.fromstring(report("badge", "--column", column["name"]))
    column_cells = [cell for cell in results.cells.values() if cell["defence"] == column["name"]]
    if bad := sum(cell["verdict"] in ("broken", "flaky") for cell in column_cells):
        say = f"{bad} broken or flaky"
    expect("shields", (shields["schemaVersion"], shields["label"]), (1, f"ordeal: {column['name']}"))
    expect("what it says", shields["message"].startswith(say) or not column["attacks_proven"])
    expect("the picture too", shields["message"] in "".join(svg.itertext()))
cut = SCRATCH / "cut.jsonl"
cut.write_text("".join(json.dumps(line) + "\n" for line in lines if line["type"] != "end"))
expect("no figure of half a run", json.loads(ordeal("report", cut, "-f", "shields").stdout)["message"], "incomplete")
doubtful = SCRATCH / "doubtful.jsonl"
doubtful.write_text("".join(json.dumps(dict(line, verdict="broken") if line is worse else line) + "\n" for line in lines))
expect("no figure where a cell is broken", json.loads(ordeal("report", doubtful, "-f", "shields", "--column", "claimed").stdout)
       ["message"], "1 broken or flaky")
expect("no such column", ordeal("report", changed, "-f", "badge", "--column", "nosuch").returncode, 2)

# The attacks of somebody's own folder are found in that folder.
own = SCRATCH / "own"
own.mkdir()
peek = own / "peek"
peek.write_text("#!/bin/sh\necho attempting\nenv\n")
peek.chmod(0o755)
(own / "peek.json").write_text(json.dumps({"language": "sh", "argv": ["peek"], "effect": "it leaks", "means": "env", "oracle": "secret:environ"}))
mine = SCRATCH / "mine.jsonl"
ended = ordeal("run", "-a", "own/*", "-d", "none", "--attack-dir", own, "-o", mine)
if ended.returncode == 0:
    results, = [r["results"] for r in json.loads(ordeal("report", mine, "-f", "sarif").stdout)["runs"]]
    expect("its own source", results[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "own/peek")
else:
    expect("or there are no arenas here", ended.returncode in (3, 77) and os.geteuid() != 0)
done()
