#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""Man pages are clean mdoc and read well, name all that the program knows, and the rules can say no."""

import json
import re
import subprocess

from lib import ROOT, SCRATCH, done, expect, ordeal


def lint(page):
    said = subprocess.run(["mandoc", "-T", "lint", "-W", "warning", page], capture_output=True, text=True)
    return said.returncode, said.stdout + said.stderr


pages = sorted((ROOT / "man").glob("*.[1-9]"))
expect("there are pages", len(pages) >= 4)
for page in pages:
    expect(page.name, lint(page), (0, ""))
(SCRATCH / "bad.1").write_text(".Dd November 1, 2026\n.Dt BAD 1\n.Os\n.Sh NAME\n.Nosuch macro\n")
expect("a bad page", lint(SCRATCH / "bad.1")[0] != 0)


def slips(source):
    """What mandoc takes without a word and a reader stumbles over."""
    shown = subprocess.run(["mandoc", "-T", "utf8"], input=source, capture_output=True, text=True).stdout
    shown = re.sub(".\x08", "", shown)
    yield from re.findall(r"^\.Dl .* \. .*$", source, re.M)     # a dot by itself is a full stop there
    yield from re.findall(r"\| -\w\w+", shown)                  # an option that lost a dash
    yield from re.findall(r"‘[^’]*‘[^’]*’’", shown)              # a quotation in a quotation
    flat = re.sub(r"\s+", " ", shown)
    sentences = [s for s in re.split(r"(?<=[.:]) (?=[A-Z])", flat) if len(s) > 30]
    for one, next_one in zip(sentences, sentences[1:]):
        if one[:30] == next_one[:30]:
            yield next_one


for page in pages:
    expect(f"{page.name}: slips", list(slips(page.read_text())), [])
expect("slips are found", len(list(slips(""".Dd November 1, 2026
.Dt BAD 1
.Os
.Sh NAME
.Nm bad
.Nd a page
.Sh DESCRIPTION
.Op Fl Fl json | markdown
.Pq Ql usage , Ql secret:*
.Dl $ bad --chdir . -- x
It ends here.
Run the quick selection of attacks and no other one.
Run the quick selection of attacks and of programs.
"""))), 4)

# ordeal-attack(7) names every key, need, oracle and field that the program knows.
page = (ROOT / "man/ordeal-attack.7").read_text()
header = (ROOT / "attacks/attack.h").read_text()


def section(start, end):
    """The words of a part of the page."""
    return set(re.findall(r"[\w-]+", page[page.index(start):page.index(end)]))


def members(struct):
    body = re.sub(r"/\*.*?\*/", "", re.search(rf"struct {struct} {{(.*?)^}};", header, re.M | re.S)[1], flags=re.S)
    return set(re.findall(r"(\w+)(?:\)\([^)]*\))?;", body))


def lacking(names, words):
    return sorted(set(names) - words)


in_c, in_manifest = section(".Sh IN C", ".Sh IN PYTHON"), section(".Sh THE MANIFEST", ".Sh THE BRIEF")
brief, oracles = section(".Sh THE BRIEF", ".Ss Oracles"), section(".Ss Oracles", ".Sh A FOLDER")
expect("fields of struct attack", len(members("attack")) > 12)
expect("fields of an attack in C that the page lacks", lacking(members("attack"), in_c), [])
expect("fields of the brief that it lacks", lacking(members("brief"), brief), [])
expect("functions that it lacks", lacking(re.findall(r"^[\w ]+?\*?(\w+)\([^;]*\);$", header, re.M), in_c), [])
for kind in ("need", "scene", "grader", "claim"):
    body = re.search(rf"enum {kind} {{(.*?)^}};", header, re.M | re.S)[1]
    names = re.findall(r"^\s*([A-Z]+_[A-Z0-9_]+)", body, re.M)
    expect(f"there is an enum {kind}", len(names) >= 3)
    expect(f"words of enum {kind} that it lacks", lacking(names, in_c), [])
manifests = (ROOT / "harness/catalogue/manifest.c").read_text()
keys = re.findall(r"^\t\{ \.name = \"(\w+)\"", manifests, re.M)
expect("there are keys", len(keys) > 15)
expect("keys of the manifest that it lacks", lacking(keys, section(".Sh THE MANIFEST", ".Sh THE ARENA")), [])
needs = [one or other for one, other in re.findall(r"\.name = \"(\w+)\"|(?:PACKAGE|LANGUAGE)\((\w+)[,)]",
                                                   (ROOT / "harness/catalogue/needs.c").read_text())]
expect("there are needs", len(needs) > 20)
expect("needs that it lacks", lacking(set(needs) - {"module"}, in_manifest), [])
for oracle in json.loads(ordeal("list", "oracles", "--json").stdout):
    expect(f"of the oracle {oracle['name']} it lacks", lacking([oracle["name"], *oracle["args"]], oracles), [])
seconds = re.search(r"give up after (a|\d+) second", header)[1].replace("a", "1")
expect("how long hold() waits", f"for at most {seconds} second" in page)

# What documents call is there: no function of a library that is not.
for file in [*pages, *(ROOT / "docs").glob("*.md"), *(ROOT / name for name in ("README.md", "THREAT-MODEL.md", "HACKING.md"))]:
    expect(f"{file.name}: functions of no library", re.findall(r"\bbox_(?:run|hide|fdless)\b", file.read_text()), [])
done()
