#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""The gate is green on what was recorded, and red, with the cell's name, on what got worse."""

import json

from lib import ROOT, SCRATCH, done, expect, ordeal

EXPECTED = SCRATCH / "expected"
LINES = [json.loads(line) for line in
         (ROOT / "tests/fixtures/results/small.jsonl").read_text().splitlines()]


def results(name="run.jsonl", drop=(), started="2026-01-01T00:00:00Z", end=True, argv=None, **verdicts):
    """The fixture, its flaky cell held, with other verdicts: fork-bomb/clone3 seccomp -> held."""
    path = SCRATCH / name
    with open(path, "w") as file:
        for line in LINES:
            line = dict(line)
            if line["type"] == "meta":
                line["started"] = started
                # {"seccomp": (argv, worker)}: as a file says that knows; the fixture is an old one.
                line["columns"] = [c | dict(zip(("argv", "worker"), argv[c["name"]])) if c["name"] in (argv or ())
                                   else c for c in line["columns"]]
            if line["type"] == "cell":
                if line["verdict"] == "flaky":
                    line["verdict"] = "held"
                key = f"{line['attack']} {line['defence']}"
                line["verdict"] = verdicts.get("cells", {}).get(key, line["verdict"])
                line["runs"] = [line["verdict"]] if line["trial"] else []
                if key in drop:
                    continue
            if line["type"] != "end" or end:
                print(json.dumps(line), file=file)
    return path


def gate(path, code, *says, options=()):
    ended = ordeal("gate", path, "--expected", EXPECTED, *options)
    told = ended.stdout + ended.stderr
    if not expect(f"exit code, for {says}", ended.returncode, code):
        print(told)
    for words in says:
        if not expect(f"it says: {words}", words in told):
            print(told)
    return told


def cell(attack, defence, verdict, **more):
    return results(cells={f"{attack} {defence}": verdict}, **more)


# Nothing is recorded yet: that is said, and is not green.
gate(results(), 2, 'no expectations for the profile "host"')
ended = ordeal("expect", "update", results(), "--expected", EXPECTED)
expect("update", ended.returncode, 0)
expect("update shows what came", "+ none\tfork-bomb/clone3\tbreached\t2026-01-01\t\tbecause of"
       " breached\n" in ended.stdout)
gate(results(), 0, "0 worse, 0 could not be measured, 0 better")
gate(results(), 0, options=["--strict"])

# A doctored results file.
gate(cell("fork-bomb/clone3", "seccomp", "breached"), 1,
     "worse: fork-bomb/clone3 under seccomp: expected held, measured breached; "
     "again: ordeal replay fork-bomb/clone3 seccomp")
gate(cell("benign/hello-c", "rlimit", "fails"), 1,
     "worse: benign/hello-c under rlimit: expected works, measured fails")
for verdict in "broken", "flaky", "unavailable", "notrun", "inert":
    gate(cell("fork-bomb/clone3", "seccomp", verdict), 3,
         f"unmeasured: fork-bomb/clone3 under seccomp: expected held, measured {verdict}")
BETTER = "better: fork-bomb/clone3 under none: expected breached, measured held"
gate(cell("fork-bomb/clone3", "none", "held"), 0, BETTER)
gate(cell("fork-bomb/clone3", "none", "held"), 5, BETTER, options=["--strict"])
gate(results(end=False), 3, "incomplete: the run did not come to its end")
gate(cell("fork-bomb/clone3", "seccomp", "breached", end=False), 1, "incomplete", "1 worse")
gone = results(drop=["fork-bomb/clone3 none"])
gate(gone, 0, "gone: fork-bomb/clone3 under none: expected breached")
gate(gone, 5, options=["--strict"])

# A cell that nobody has recorded is new, whatever it is: green, but for --strict.
recorded = EXPECTED / "host" / "recorded"
whole = recorded.read_text()
attack = "fork-bomb/clone3"
recorded.write_text("".join(l for l in whole.splitlines(True) if not l.startswith(attack)))
NEW = "new: fork-bomb/clone3 under seccomp: measured breached, nobody has recorded it"
gate(cell(attack, "seccomp", "breached"), 0, NEW, "0 worse", "0 could not be measured")
gate(cell(attack, "seccomp", "breached"), 5, NEW, options=["--strict"])
recorded.write_text(whole.replace(attack, f"{attack}\tenv seccomp"))
gate(cell(attack, "seccomp", "breached"), 0, NEW)
gate(cell(attack, "rlimit", "breached"), 1, "worse: fork-bomb/clone3 under rlimit")
recorded.write_text("clone3\n")
gate(results(), 2, "recorded:1: want an attack")
recorded.write_text(whole)
(EXPECTED / "host" / "seccomp.tsv").rename(SCRATCH / "seccomp.tsv")
gate(cell(attack, "seccomp", "breached"), 0, "new: ")
(SCRATCH / "seccomp.tsv").rename(EXPECTED / "host" / "seccomp.tsv")

# Repeats give a rate, never a vote: one breach is red. What a busy machine may cause must come
# twice.
def runs(where, *verdicts, verdict=None):
    path = cell(*where, verdict or verdicts[0])
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    for line in lines:
        if (line.get("attack"), line.get("defence")) == where:
            line["runs"] = verdicts
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return path


HELD, HONEST = (attack, "seccomp"), ("benign/hello-c", "rlimit")
gate(runs(HELD, "held", "held", "breached", "held"), 1, "expected held, measured breached in 1 of 4 runs")
gate(runs(HONEST, "fails", "works", "fails", "works"), 1, "expected works, measured fails in 2 of 4 runs")
gate(runs(HONEST, "fails", "works", "works", "works"), 0, "once: benign/hello-c under rlimit", "1 otherwise only once")
gate(runs(HONEST, "fails", "works", "works", "works", verdict="flaky"), 0, "in 1 of 4 runs")
gate(runs(HELD, "broken", "held", "held", "held"), 0, "once: fork-bomb/clone3")
gate(runs(HELD, "broken", "held", "broken", "held"), 3, "unmeasured: ", "in 2 of 4 runs")
gate(runs(HONEST, "fails"), 1, "measured fails;")

# "sometimes" is recorded from such runs, with the rate, and then neither side is worse or better.
both = runs(HELD, "held", "breached", "held", "held", verdict="breached")
saved = (EXPECTED / "host" / "seccomp.tsv").read_text()
ended = ordeal("expect", "update", both, "--expected", EXPECTED)
expect("it is recorded", "+ seccomp\tfork-bomb/clone3\tsometimes 1/4\t" in ended.stdout)
for verdict in "held", "breached", "timeout":
    gate(cell(attack, "seccomp", verdict), 0, "0 worse, 0 could not be measured, 0 better")
gate(cell(attack, "seccomp", "inert"), 3, "expected sometimes 1/4, measured inert")
again = ordeal("expect", "update", cell(attack, "seccomp", "held"), "--expected", EXPECTED)
expect("one run more does not settle it", "0 cells otherwise than recorded" in again.stdout)
settled = ordeal("expect", "update", runs(HELD, *["held"] * 4), "--expected", EXPECTED)
expect("as many on one side do", "- seccomp\tfork-bomb/clone3\tsometimes 1/4" in settled.stdout)
expect("as it was", (EXPECTED / "host" / "seccomp.tsv").read_text(), saved)
for wrong in "sometimes 0/4", "sometimes 4/4", "sometimes", "sometimes 1/4x":
    (EXPECTED / "host" / "seccomp.tsv").write_text(f"{attack}\t{wrong}\t2026-01-01\t\tx\n")
    gate(results(), 2, "seccomp.tsv:1: there is no such verdict")
(EXPECTED / "host" / "seccomp.tsv").write_text(saved)

# A weakened expectation: a line too few, a line too mild, one that expired.
none = EXPECTED / "host" / "none.tsv"
recorded = none.read_text()
none.write_text("".join(l for l in recorded.splitlines(True) if "clone3" not in l))
gate(results(), 1, "worse: fork-bomb/clone3 under none: expected held, measured breached")
none.write_text(recorded.replace("fork-bomb/clone3\tbreached", "fork-bomb/clone3\ttimeout"))
gate(results(), 1, "worse: fork-bomb/clone3 under none: expected timeout, measured breached")
none.write_text(recorded.replace("fork-bomb/clone3\tbreached\t2026-01-01\t",
                                 "fork-bomb/clone3\tbreached\t2026-01-01\t2026-06-30"))
gate(results(started="2026-06-30T23:59:59Z"), 0)
gate(results(started="2026-07-01T00:00:00Z"), 1,
     "expected breached (accepted until 2026-06-30), measured breached")
(EXPECTED / "host" / "elsewhere.tsv").write_text("# a column that is not in the file\n")
none.write_text(recorded)
gate(results(), 5, "gone: the whole column elsewhere", options=["--strict"])
(EXPECTED / "host" / "elsewhere.tsv").unlink()

# `broken` is never expected: the file is refused, by line.
none.write_text(recorded.replace("fork-bomb/clone3\tbreached", "fork-bomb/clone3\tbroken"))
gate(results(), 2, "none.tsv:", "broken and flaky are never expected")
none.write_text(recorded)

# A name that runs another command than it was recorded with is another wall: that is said.
BOX, SHIM = ["box", "--no-net", "--", "{command}"], "python worker, between: rm -rf /tmp/x"
seccomp = (EXPECTED / "host" / "seccomp.tsv")
saved = seccomp.read_text()
expect("a file that does not say its commands leaves none", "command\t" in saved, False)
gate(results(argv={"seccomp": (BOX, "")}), 0, options=["--strict"])
ended = ordeal("expect", "update", results(argv={"seccomp": (BOX, "")}), "--expected", EXPECTED)
expect("the command is no cell", "0 cells otherwise than recorded" in ended.stdout)
expect("it is recorded", "\ncommand\tbox --no-net -- '{command}'\n" in seccomp.read_text())
expect("and shown", "seccomp\tcommand\tbox --no-net -- '{command}'\n" in
       ordeal("expect", "show", "seccomp", "--expected", EXPECTED).stdout)
gate(results(argv={"seccomp": (BOX, "")}), 0, options=["--strict"])
gate(results(), 0, options=["--strict"])
OTHER = ("another command: the column seccomp was recorded with\n    box --no-net -- '{command}'\n"
         "and here it was\n    box -- '{command}'\n", "1 column under another command")
other = results("other.jsonl", argv={"seccomp": (["box", "--", "{command}"], "")})
gate(other, 0, *OTHER)
gate(other, 5, *OTHER, options=["--strict"])
gate(cell("fork-bomb/clone3", "seccomp", "breached", argv={"seccomp": (["box", "--", "{command}"], "")}), 1, *OTHER)
gate(results(argv={"seccomp": (None, "")}), 0, "and here it was\n    '{command}'\n")
gate(results(argv={"seccomp": (BOX, SHIM)}), 0, f"    box --no-net -- '{{command}}' ({SHIM})\n")
gate(results(argv={"seccomp": (["a\nb\t", "{command}"], "")}), 0, "another command", "here it was\n    'a\ufffdb\ufffd' '{command}'")
ended = ordeal("expect", "update", other, "--expected", EXPECTED)
expect("the change is shown", "- seccomp\tcommand\tbox --no-net -- '{command}'\n+ seccomp\tcommand\tbox -- '{command}'\n"
       in ended.stdout)
gate(other, 0, options=["--strict"])
ended = ordeal("diff", results("a.jsonl", argv={"seccomp": (BOX, "")}), other)
expect("diff says it", "another command: the column seccomp was\n    box --no-net -- '{command}'\nand is\n    box -- "
       in ended.stdout)
for wrong in "command\tx\ncommand\ty\n", "command\t\n", "command\ta\tb\n":
    seccomp.write_text(wrong)
    gate(results(), 2, "seccomp.tsv:")
seccomp.write_text(saved)

# What people wrote survives an update, and a flaky cell is not recorded.
none.write_text(recorded.replace("\tbecause of breached", "\tnothing defends", 1))
worse = results("worse.jsonl", started="2026-02-02T00:00:00Z", cells={
    "fork-bomb/clone3 seccomp": "breached", "fork-bomb/os-fork rlimit": "held"})
ended = ordeal("expect", "update", worse, "--expected", EXPECTED, "--why", "so be it")
expect("update", ended.returncode, 0)
expect("the change", sorted(l for l in ended.stdout.splitlines() if l[0] in "+-"), [
    "+ seccomp\tfork-bomb/clone3\tbreached\t2026-02-02\t\tso be it",
    "- rlimit\tfork-bomb/os-fork\ttimeout\t2026-01-01\t\tbecause of timeout"])
expect("why is kept", "\tnothing defends\n" in none.read_text())
gate(worse, 0, options=["--strict"])
flaky = ordeal("expect", "update", cell("fork-bomb/clone3", "none", "flaky"), "--expected", EXPECTED)
expect("update with a flaky cell", flaky.returncode, 3)
expect("its line stays", "fork-bomb/clone3\tbreached" in none.read_text())
expect("update with an incomplete file",
       ordeal("expect", "update", results(end=False), "--expected", EXPECTED).returncode, 3)
shown = ordeal("expect", "show", "none", "--expected", EXPECTED)
expect("show", (shown.returncode, "none\tfork-bomb/clone3\tbreached" in shown.stdout), (0, True))
expect("show nothing", ordeal("expect", "show", "nosuch", "--expected", EXPECTED).returncode, 4)

# diff: the same order, between two runs.
one, two = results("one.jsonl"), cell("fork-bomb/clone3", "seccomp", "breached", name="two.jsonl",
                                      drop=["setuid/execve none"])
ended = ordeal("diff", one, two)
expect("diff", ended.returncode, 1)
expect("diff tells the cell",
       "worse: fork-bomb/clone3 under seccomp: held -> breached" in ended.stdout)
expect("diff tells what vanished", "vanished: setuid/execve under none: breached" in ended.stdout)
ended = ordeal("diff", two, one)
expect("the other way round",
       (ended.returncode, "appeared: setuid/execve" in ended.stdout), (0, True))
expect("the same", ordeal("diff", one, one).returncode, 0)
expect("no such file", ordeal("diff", one, SCRATCH / "nosuch").returncode, 2)
wrong = ["gate", "--nosuch"], ["gate", one, two], ["expect", "forget"], ["diff", one]
expect("called wrongly", [ordeal(*words).returncode for words in wrong], [2, 2, 2, 2])
done()
