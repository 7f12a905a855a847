#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""JUnit is XML, a case for each cell; GitHub gets an annotation for each cell that got worse."""

import json
import os
from xml.etree import ElementTree

from lib import ROOT, SCRATCH, Results, done, expect, ordeal

RESULTS = ROOT / "tests/fixtures/results/small.jsonl"
EVIL = "]]><script>&\x1b[2J\x01\n::error::no\r\n##[error]|`\ufffe%0A"


def without_flaky(name, verdict):
    """The fixture, with this verdict instead of its flaky cell's."""
    path = SCRATCH / name
    lines = Results(RESULTS).lines
    for line in lines:
        if line.get("verdict") == "flaky":
            line.update(verdict=verdict, runs=[verdict])
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return path


held = without_flaky("held.jsonl", "held")
RESULTS = without_flaky("broken.jsonl", "broken")
results = Results(RESULTS)
EXPECTED = SCRATCH / "expected"
expect("recorded", ordeal("expect", "update", held, "--expected", EXPECTED).returncode, 0)

# JUnit, with what is accepted: the one broken cell could not be measured.
ended = ordeal("report", RESULTS, "-f", "junit", "--expected", EXPECTED)
expect("junit", ended.returncode, 0)
root = ElementTree.fromstring(ended.stdout)
cases = {(case.get("name"), case.get("classname")): case for case in root.iter("testcase")}
expect("a case for each cell", set(cases), set(results.cells))
expect("a suite for each column", {suite.get("name") for suite in root},
       {defence for _, defence in results.cells})
for outcome, element in ("failures", "failure"), ("errors", "error"), ("skipped", "skipped"):
    expect(f"{outcome} add up", int(root.get(outcome)), len(list(root.iter(element))))
    expect(f"{outcome} of the suites", sum(int(suite.get(outcome)) for suite in root),
           int(root.get(outcome)))
expect("no failure", root.get("failures"), "0")
expect("what could not be measured", [(case.get("name"), case.get("classname"))
                                      for case in cases.values() if case.find("error") is not None],
       [("env-leak/worker-environ", "claimed")])

# And without: everything that works has to hold.
root = ElementTree.fromstring(ordeal("report", RESULTS, "-f", "junit").stdout)
NOT_HELD = "breached", "timeout", "unproven", "fails"
expect("failures", int(root.get("failures")),
       sum(cell["verdict"] in NOT_HELD for cell in results.cells.values()))

# Without a list of what is recorded, a column's file means all: so that nothing is new.
(EXPECTED / "host" / "recorded").unlink()

# A hostile file is still XML, and still one command a line.
evil = SCRATCH / "evil.jsonl"
with open(evil, "w") as file:
    for line in results.lines:
        if line["type"] == "cell":
            line = dict(line, reason=EVIL, attack=line["attack"] + EVIL, verdict="breached",
                        benign=False, exhibits=[EVIL],
                        ending={"how": EVIL, "stdout": EVIL, "stderr": EVIL})
        print(json.dumps(line), file=file)
ended = ordeal("report", evil, "-f", "junit", "--expected", EXPECTED)
root = ElementTree.fromstring(ended.stdout)
expect("as many cases", len(list(root.iter("testcase"))), len(results.cells))
expect("no element of theirs", {e.tag for e in root.iter()} - {
    "testsuites", "testsuite", "testcase", "failure", "error", "skipped", "system-out",
    "system-err"}, set())
expect("their text is there", "<script>" in "".join(root.itertext()))

summary = SCRATCH / "summary.md"
summary.write_text("before\n")
env = dict(os.environ, GITHUB_STEP_SUMMARY=str(summary))
ended = ordeal("report", evil, "-f", "github", "--expected", EXPECTED, env=env)
lines = ended.stdout.splitlines()
expect("github", ended.returncode, 0)
expect("as many as are shown, the last for the rest", len(lines), 10)
expect("the rest", lines[-1].startswith(f"::error title=ordeal::and {len(results.cells) - 9} more"))
expect("only ours", {line.split(" title=")[0] for line in lines}, {"::error"})
text = summary.read_text()
expect("the summary is appended", text.startswith("before\n### ordeal: "))
expect("no markup in it", [c for c in "<`\r\x1b\x01" if c in text], [])
expect("bars", {line.count("|") for line in text.splitlines() if line.startswith("| worse")}, {7})

ended = ordeal("report", RESULTS, "-f", "github", "--expected", EXPECTED,
               "--summary", SCRATCH / "other")
expect("what could not be measured is a warning", ended.stdout.split(" title=")[0], "::warning")
expect("to the file named", (SCRATCH / "other").exists())
wrong = [RESULTS], [RESULTS, "-f", "nosuch"], [SCRATCH / "nosuch", "-f", "junit"], [
    RESULTS, "-f", "junit", "--expected", "/nosuch"]
expect("called wrongly", [ordeal("report", *words).returncode for words in wrong], [2, 2, 2, 2])
ended = ordeal("report", RESULTS, "-f", "github", "--summary", "/nosuch/file")
expect("a summary that cannot be written", ended.returncode, 3)

# Findings: every claim has its judgement, and the benchmark is read as bench-report prints it.
ended = ordeal("findings", RESULTS)
expect("findings", ended.returncode, 0)
expect("no benchmark, no claim about cost", "| A cleaned environment costs nothing | not measured |"
       in ended.stdout)
expect("a gap by name", "env-leak/getenv under seccomp: breached" in ended.stdout)
table = SCRATCH / "bench.csv"
HEAD = ("type,program,variant,group,unit,n,median,mad,q1,q3,ratio,ratio_low,ratio_high,"
        "added,added_low,added_high,doubts\n")
ROW = 'sample,python,{},layer,us,30,{},1,1,1,1,1,1,{},{},{},"a, b"\n'


def judged(env):
    table.write_text(HEAD + ROW.format("fork", 100, 10, 8, 12) + ROW.format("env", 100, *env))
    told = ordeal("findings", RESULTS, "--bench", table).stdout
    return next(l for l in told.splitlines() if l.startswith("| A cleaned")).split("|")[2].strip()


expect("as cheap as nothing", judged((11, 9, 13)), "confirmed")
expect("dearer", judged((20, 18, 22)), "refuted")
table.write_text("not,the,head\n")
ended = ordeal("findings", RESULTS, "--bench", table)
expect("another table", (ended.returncode, "bench.csv:1: not what" in ended.stderr), (2, True))
done()
