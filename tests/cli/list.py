#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""`ordeal list` and `ordeal show`: every filter selects what the manifests say and nothing else,
JSON has everything, and the catalogue as a document has each program once."""

import fnmatch
import json

from lib import BUILD, ROOT, SCRATCH, done, expect, ordeal

MANIFESTS = {str(file.relative_to(BUILD / "box/attacks").with_suffix("")): json.loads(file.read_text())
             for file in (BUILD / "box/attacks").rglob("*.json")}


def listed(*options):
    said = ordeal("list", "attacks", "--json", *options)
    expect(f"list {' '.join(options)}: exit code", said.returncode in (0, 4))
    return {program["id"]: program for program in json.loads(said.stdout)}


def ids(manifest):
    return [id for key in ("id", "attack_id") for id in (manifest[key] or "").replace(",", " ").split()]


everything = listed()
expect("every manifest is listed", set(everything), set(MANIFESTS))
for key in "effect", "means", "language", "scene", "grader", "control", "remedy", "attack_id", "refs", "quick":
    wrong = {id for id, program in everything.items() if program[key] != MANIFESTS[id][key]}
    expect(f"{key} is the manifest's", wrong, set())

FILTERS = {  # options -> what they select
    ("--row", "env-leak"): lambda id, m: id.startswith("env-leak/"),
    ("--row", "*-bomb"): lambda id, m: id.split("/")[0].endswith("-bomb"),
    ("--language", "c"): lambda id, m: m["language"] == "c",
    ("--need", "io_uring"): lambda id, m: "io_uring" in m["needs"],
    ("--oracle", "usage"): lambda id, m: m["oracle"].startswith("usage:"),
    ("--oracle", "secret:v*"): lambda id, m: m["oracle"] == "secret:victim",
    ("--scene", "after-victim"): lambda id, m: m["scene"] == "after-victim",
    ("--victim", "mark"): lambda id, m: m["oracle"] in ("grade:forged", "api:response"),
    ("--grader", "none"): lambda id, m: m["grader"] == "none",
    ("--quick",): lambda id, m: m["quick"],
    ("--id", "FORK-03"): lambda id, m: m["id"] == "FORK-03",
    ("--id", "CWE-770"): lambda id, m: "CWE-770" in ids(m),
    ("--id", "T1041*"): lambda id, m: any(fnmatch.fnmatch(one, "T1041*") for one in ids(m)),
    ("--id", "fork-bomb/clone*"): lambda id, m: id.startswith("fork-bomb/clone"),
    ("--quick", "--row", "setuid", "--language", "c"):
        lambda id, m: m["quick"] and id.startswith("setuid/") and m["language"] == "c",
}
for options, selects in FILTERS.items():
    want = {id for id, m in MANIFESTS.items() if selects(id, m)}
    expect(f"{' '.join(options)}: somebody", bool(want))
    expect(f"list {' '.join(options)}", set(listed(*options)), want)
for options in ("--scene", "heaven"), ("--need", "time-machine"), ("--language", "cobol"), ("--victim", "moon"):
    expect(f"list {' '.join(options)}", ordeal("list", "attacks", *options).returncode, 4)
for what in ("defences", "--quick"), ("rows", "--format", "markdown"), ("defences", "--victim", "mark"), ("attacks", "--format", "stone"):
    expect(f"list {' '.join(what)} is refused", ordeal("list", *what).returncode, 2)

# Tables: a line each, all of it with --wide.
table = ordeal("list", "attacks", "--row", "setuid").stdout.splitlines()
expect("head", table[0].split(), ["id", "language", "scene", "oracle", "victim", "means"])
expect("a line each", len(table) - 1, len(listed("--row", "setuid")))
wide = ordeal("list", "attacks", "--row", "setuid", "--wide").stdout.splitlines()[0].split()
expect("--wide", {"grader", "control", "catalogue_id", "attack_id", "effect", "remedy"} <= set(wide))

# A row says who usually judges it and, if that counts something, from when on and why there.
for row in json.loads(ordeal("list", "rows", "--json").stdout):
    expect(f"{row['name']}: who judges", bool(row["oracle"]))
    if row["threshold"] and row["programs"]:
        at = "{seen_at} {unit}".format(**row["threshold"])
        expect(f"{row['name']}: {at}, in {row['why']!r}", at in (row["why"] or ""))

# Every attack hurts somebody, honest programs nobody; the table adds up.
victims = {v["name"]: v for v in json.loads(ordeal("list", "victims", "--json").stdout)}
expect("who can be hurt", set(victims), {"student", "mark", "key", "credentials", "evaluator", "platform"})
for name, victim in victims.items():
    hurt = [p for p in everything.values() if p["victim"] == name]
    expect(f"{name}: counted", (victim["attacks"], any(p["benign"] for p in hurt)), (len(hurt), False))
expect("honest programs hurt nobody", {p["victim"] for p in everything.values() if p["benign"]}, {None})
expect("who is alone hurts no other student", [n for n, v in victims.items() if v["alone"] == "closed"], ["student"])
lines = [l.strip("| ").split("|") for l in ordeal("list", "victims", "--format", "markdown").stdout.splitlines()
         if l.endswith("|") and " of " in l.rsplit("|", 2)[1]]
total = [c.strip() for c in lines[-1]]
expect("the table has all rows", {l[0].strip() for l in lines[:-1]},
       {p["row"] for p in everything.values() if not p["benign"]})
expect("and all attacks", total[1:7] + [total[8]],
       [str(v["attacks"]) for v in victims.values()] +
       ["{} of {}".format(sum(v["attacks"] for n, v in victims.items() if n != "student"),
                          sum(v["attacks"] for v in victims.values()))])

# The document: a row's heading, and each of its programs once.
page = ordeal("list", "attacks", "--format", "markdown").stdout
names = [line.split(" | ")[0].strip("| ").removesuffix("\\*") for line in page.splitlines()
         if line.startswith("| ") and not line.startswith(("| attack |", "| program |"))]
expect("each program once", sorted(names), sorted(id.split("/")[1] for id in MANIFESTS))
expect("headings", [line[3:] for line in page.splitlines() if line.startswith("## ")],
       list(dict.fromkeys(id.split("/")[0] for id in everything)))
(SCRATCH / "odd").mkdir()
(SCRATCH / "odd/x").write_text("#!/bin/sh\n")
(SCRATCH / "odd/x").chmod(0o755)
(SCRATCH / "odd/pipe.json").write_text(json.dumps(
    {"language": "sh", "effect": "e", "means": "a | b `c` <i> *d*\nx", "oracle": "sink", "argv": ["x"]}))
odd = ordeal("list", "attacks", "--attack-dir", SCRATCH / "odd", "--row", "odd", "--format", "markdown").stdout
expect("markup is text", r"a \| b \`c\` \<i\> \*d\* x" in odd)

# One program.
one = ordeal("show", "fork-bomb/clone3", cwd=ROOT)
expect("show: exit code", one.returncode, 0)
for words in "grader     none", "threshold  128 tasks (the oracle's)", "id         FORK-03", "measured ", "\n  held ":
    expect(f"show: {words!r}", words in one.stdout)
said = json.loads(ordeal("show", "fork-bomb/clone3", "--json", cwd=ROOT).stdout)
expect("show --json: what list says", {key: said[key] for key in everything["fork-bomb/clone3"]},
       everything["fork-bomb/clone3"])
expect("show --json: measured", said["measured"]["verdicts"]["none"], "breached")
expect("show, no run to be found", json.loads(ordeal("show", "fork-bomb/clone3", "--json").stdout)["measured"], None)
expect("show, no such run", ordeal("show", "fork-bomb/clone3", "--results", "/nonexistent").returncode, 2)
done()
