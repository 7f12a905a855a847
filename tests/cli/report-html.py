#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""The page is whole, holds every cell, asks nobody for anything, and no word of a file is markup in it."""

import json
from html.parser import HTMLParser

from lib import ROOT, SCRATCH, Results, done, expect, ordeal

RESULTS = ROOT / "tests/fixtures/results/small.jsonl"
EVIL = "</script><script>alert(1)</script><!--\"><img src=x onerror=alert(1)>\x1b[2J\u2028'`"
VOID = {"meta", "input"}
LEFT_OPEN = {"td", "th", "dt", "dd"}  # HTML lets them be closed by what follows


class Page(HTMLParser):
    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open, self.elements, self.scripts, self.words = [], [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID | LEFT_OPEN:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag not in LEFT_OPEN:
            expect(f"what </{tag}> closes", self.open.pop() if self.open else None, tag)

    def handle_data(self, data):
        if self.open and self.open[-1] == "script":
            self.scripts.append(data)
        elif self.open and self.open[-1] != "style":
            self.words.append(data)


def page_of(path, *options):
    ended = ordeal("report", path, "--format", "html", *options)
    expect(f"{path.name}: exit code and complaints", (ended.returncode, ended.stderr), (0, ""))
    return Page(ended.stdout), ended.stdout


def check(path, *options):
    page, text = page_of(path, *options)
    results = Results(path)
    expect("nothing is left open", page.open, [])
    expect("two scripts: the data, and what shows it", len([1 for tag, _ in page.elements if tag == "script"]), 2)
    expect("nothing is loaded", [a for _, a in page.elements if {"src", "href", "srcset", "onerror"} & set(a)], [])
    expect("no address", [word for word in ("http://", "https://", "url(", "@import") if word in text], [])
    expect("one frame of rules", sum(a.get("http-equiv") == "Content-Security-Policy" for _, a in page.elements), 1)
    data = json.loads(page.scripts[0])
    expect("each cell is there", sorted((c["attack"], c["defence"], c["verdict"]) for c in data["cells"]),
           sorted((c["attack"], c["defence"], c["verdict"]) for c in results.cells.values()))
    squares = {(a["data-row"], a["data-column"]) for tag, a in page.elements if tag == "button"}
    expect("each square is there", squares, {(c["row"], c["defence"]) for c in results.cells.values()})
    return page, data


page, data = check(RESULTS)
expect("no gate was asked for", any("worse than expected" in w for w in page.words), False)
expect("attacks are told with whom they hurt", {a["victim"] for a in data["attacks"].values()} <= set(data["victims"]))
breached = [c for c in data["cells"] if c["verdict"] == "breached"]
expect("what was seen", all(c["exhibits"] for c in breached) and len(breached) > 3)

# The line that runs a cell again is as explain prints it: with the profile, and one's own columns.
GIVEN = "nice {command}"
lines = Results(RESULTS).lines
lines[0].update(profile="lambda-locked", command=f"ordeal run --defence-cmd '{GIVEN}' --defence-name bwrap")
for column in lines[0]["columns"]:
    if column["name"] == "bwrap":
        column["group"] = "given"
own = SCRATCH / "own.jsonl"
own.write_text("".join(json.dumps(line) + "\n" for line in lines))
page, data = check(own)
again = {column["name"]: column["again"] for column in data["columns"]}
expect("again", again["none"], "ordeal replay ROW/NAME none --profile lambda-locked")
expect("again, in a column of one's own", again["bwrap"], "ordeal replay ROW/NAME bwrap --profile lambda-locked "
       f"--defence-cmd '{GIVEN}' --defence-name bwrap")

# Against what is expected: the cells that changed say what they were.
EXPECTED = SCRATCH / "expected"
lines = Results(RESULTS).lines
for line in lines:
    if line.get("verdict") == "flaky":
        line.update(verdict="held", runs=["held"])
held = SCRATCH / "held.jsonl"
held.write_text("".join(json.dumps(line) + "\n" for line in lines))
expect("recorded", ordeal("expect", "update", held, "--expected", EXPECTED).returncode, 0)
page, data = check(RESULTS, "--expected", EXPECTED)
flaky = [c for c in data["cells"] if c["verdict"] == "flaky"]
expect("what was expected", [(c["expected"], c["change"]) for c in flaky], [("held", "worse")])
expect("the verdict comes first", any("1 cell is worse than expected" in w for w in page.words))
page, data = check(held, "--expected", EXPECTED)
expect("all is well", any("no cell is worse" in w for w in page.words))

# Hostile words, wherever a file has words.
for line in lines:
    if line["type"] == "cell":
        line.update(reason=EVIL, exhibits=[EVIL])
        line["ending"] = line["ending"] and {**line["ending"], "how": EVIL, "stdout": EVIL, "stderr": EVIL}
    if line["type"] == "meta":
        line["cpu"]["model"] = EVIL
        line.setdefault("software", {})[EVIL] = EVIL
evil = SCRATCH / "evil.jsonl"
evil.write_text("".join(json.dumps(line) + "\n" for line in lines))
page, data = check(evil, "--expected", EXPECTED)
expect("what was printed is shown", any("onerror" in c["reason"] for c in data["cells"]))
done()
