# SPDX-License-Identifier: MIT
"""What is known of each mutant, and since when: the state of a pass, and the record that is committed.

Both are tables of the same columns. A line of the state counts as long as the sandbox is the one it was
made from; one that says `survived` as long as nobody has written an attack or a program since.
"""

import collections
import datetime
import fnmatch
import hashlib
import subprocess
from dataclasses import astuple, dataclass, fields
from pathlib import Path

SURVIVED, NOT_TRIED = "survived", "not tried"
FATES = ("killed", "refused", "same", "accepted", SURVIVED, NOT_TRIED)
TABLE, PAGE = "results/mutation.tsv", "docs/mutation.md"


@dataclass
class Line:
    mutant: str
    fate: str = NOT_TRIED
    program: str = ""
    column: str = ""
    date: str = ""
    commit: str = ""
    sandbox: str = ""
    catalogue: str = ""


HEAD = "\t".join(f.name for f in fields(Line))


def digest(root, *folders):
    sum_ = hashlib.sha256()
    for folder in folders:
        for file in sorted(p for p in (root / folder).rglob("*") if p.is_file() and "__pycache__" not in p.parts):
            sum_.update(f"{file.relative_to(root)}\n".encode() + file.read_bytes())
    return sum_.hexdigest()[:8]


class Now:
    """What a line of today is stamped with."""

    def __init__(self, root):
        self.sandbox, self.catalogue = digest(root, "sandbox", "lib"), digest(root, "attacks")
        said = subprocess.run(["git", "log", "-1", "--abbrev=9", "--format=%h", "--", "sandbox", "lib"], cwd=root,
                              capture_output=True, text=True)
        self.commit = said.stdout.strip() or "unknown"  # that the sandbox is from: it outlives a rebase

    def line(self, mutant, fate, program="", column=""):
        return Line(mutant, fate, program, column, datetime.date.today().isoformat(), self.commit, self.sandbox,
                    self.catalogue)

    def holds(self, line):
        return (line.sandbox == self.sandbox and line.fate != NOT_TRIED and
                (line.fate != SURVIVED or line.catalogue == self.catalogue))


def read(path):
    """Lines by mutant; none where there is no such file."""
    if not path.exists():
        return {}
    rows = [row for row in path.read_text().splitlines() if row and row[0] != "#"]
    if rows[:1] != [HEAD]:
        return {}
    return {line.mutant: line for line in (Line(*row.split("\t")) for row in rows[1:])}


def write(path, lines):
    path.parent.mkdir(parents=True, exist_ok=True)
    new = Path(f"{path}.new")
    new.write_text("# Written by tests/mutation/run --record; docs/mutation.md reads it aloud.\n" + HEAD + "\n" +
                   "".join("\t".join(astuple(line)) + "\n" for line in lines))
    new.replace(path)


def accepted(path):
    """Mutants that may survive: [GLOB, WHY] of each line, a tab between them."""
    return [line.split("\t", 1) for line in path.read_text().splitlines() if line and line[0] != "#"]


def why(name, reasons):
    return next((reason for glob, reason in reasons if fnmatch.fnmatchcase(name, glob)), None)


def fate(line, reasons):
    return "accepted" if line.fate == SURVIVED and why(line.mutant, reasons) else line.fate


def table(head, rows):
    return "".join("| " + " | ".join(map(str, row)) + " |\n" for row in [head, ["---"] * len(head), *rows])


def page(lines, reasons):
    """The record for people: how many of each layer, and who is behind each number that is not a kill."""
    fates = {line.mutant: fate(line, reasons) for line in lines}
    layers = list(dict.fromkeys(name.split("/")[0] for name in fates))
    counts = {layer: collections.Counter(f for name, f in fates.items() if name.split("/")[0] == layer)
              for layer in layers}
    total = sum(counts.values(), collections.Counter())
    dates = sorted({line.date for line in lines if line.date})
    commits = list(dict.fromkeys(line.commit for line in lines if line.commit))
    killers = collections.Counter(line.program for line in lines if line.fate == "killed")
    text = [f"""# Would anybody notice?

<!-- Written by tests/mutation/run --record from results/mutation.tsv. -->

A mutant is the sandbox with one thing spoilt: a call let through, a test of an argument, a limit, a scope
or a step of a clean-up left out; or a rule fewer, for honest programs to notice. Each was measured as a
column beside the sandbox as it is. {len(fates)} mutants{f", {dates[0]}" if dates else ""}\
{f" to {dates[-1]}" if dates[1:] else ""}{f", the sandbox of {', '.join(commits)}" if commits else ""}.

- **killed**: an attack that was held got through, or an honest program that worked failed, three times of three
- **refused**: it starts nothing, a readback or the column's first program noticed
- **same**: the same program came out
- **accepted**: nobody can notice, and it is said why
- **survived**: an attack or an honest program is missing
- **not tried**: nobody was asked yet, or not everybody who might notice

""", table(["layer", *FATES, "all"],
           [[layer, *(counts[layer][f] for f in FATES), sum(counts[layer].values())] for layer in layers] +
           [["all", *(total[f] for f in FATES), sum(total.values())]])]
    survivors = [name for name, f in fates.items() if f == SURVIVED]
    text.append("\n## Survivors\n\n" + ("".join(f"- `{name}`\n" for name in survivors) or "None.\n"))
    text.append("\n## Accepted\n\n" + table(["mutant", "why nobody can notice"],
                [[f"`{name}`", why(name, reasons)] for name, f in fates.items() if f == "accepted"]))
    left = [name for name, f in fates.items() if f == NOT_TRIED]
    text.append("\n## Not tried\n\n" + ("".join(f"- `{name}`\n" for name in left) or "None.\n"))
    text.append(f"\n## Who noticed\n\n{len(killers)} programs noticed first; `results/mutation.tsv` has all of them "
                "by mutant.\n\n" + table(["program", "mutants"], [[f"`{p}`", n] for p, n in
                                                                 sorted(killers.items(), key=lambda k: (-k[1], k[0]))]))
    return "".join(text)
