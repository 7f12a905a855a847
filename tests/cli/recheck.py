#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""run --recheck runs what is not as expected three times more, by the gate's own rules; nothing else."""

from lib import SCRATCH, Results, done, expect, measure, ordeal

WORDS = ["-a", "env-leak/getenv", "-a", "benign/hello-c", "-d", "none", "-d", "env"]
EXPECTED = SCRATCH / "expected"
first = measure(*WORDS, codes=[0])
expect("record it", ordeal("expect", "update", first.path, "--expected", EXPECTED).returncode, 0)


def runs(results):
    return {key: len(cell["runs"]) for key, cell in results.cells.items()}


def recheck():
    return measure(*WORDS, f"--recheck={EXPECTED}", codes=[0])


expect("as expected: once", set(runs(recheck()).values()), {1})

# A cell that is worse: its rate is said. What nobody recorded is no news to be run again.
none = EXPECTED / "host" / "none.tsv"
text = none.read_text()
none.write_text("".join(line for line in text.splitlines(True) if "getenv" not in line))
worse = recheck()
want = {key: 4 if key == ("env-leak/getenv", "none") else 1 for key in worse.cells}
expect("worse: four times", runs(worse), want)
expect("it says so", "1 cells are not as expected" in worse.stderr)
ended = ordeal("gate", worse.path, "--expected", EXPECTED)
expect("the gate says the rate", (ended.returncode, "measured breached in 4 of 4 runs" in ended.stdout), (1, True))
recorded = EXPECTED / "host" / "recorded"
recorded.write_text("benign/hello-c\n")
expect("new: once", set(runs(recheck()).values()), {1})

ended = ordeal("run", *WORDS, "--recheck=" + str(SCRATCH / "nowhere"), "-o", SCRATCH / "x.jsonl")
expect("without expectations all is new", (ended.returncode, set(runs(Results(SCRATCH / "x.jsonl")).values())), (0, {1}))
none.write_text("nonsense\n")
ended = ordeal("run", *WORDS, f"--recheck={EXPECTED}", "-o", SCRATCH / "y.jsonl")
expect("a broken file is an error", (ended.returncode, "none.tsv:1" in ended.stderr), (2, True))
done()
