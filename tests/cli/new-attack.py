#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""`./new attack` writes something that builds without a warning, describes itself, runs, and is not
taken for a success."""

import json
import os
import shutil
import subprocess

from lib import ROOT, SCRATCH, done, expect, measure

FLAGS = ("-std=gnu17 -O2 -g -D_GNU_SOURCE -Wall -Wextra -Wshadow -Wmissing-prototypes -Wswitch-enum "
         "-Werror").split()
tree = SCRATCH / "tree"
(tree / "attacks").mkdir(parents=True)
shutil.copy2(ROOT / "new", tree)
for name in "rows", "attack.h", "main.c", "attack.py", "attack.sh":
    shutil.copy2(ROOT / "attacks" / name, tree / "attacks")


def new(*words):
    return subprocess.run([tree / "new", *words], cwd=SCRATCH, capture_output=True, text=True)


made = SCRATCH / "made"
made.mkdir()
rows = [line.split()[:2] for line in (ROOT / "attacks/rows").read_text().splitlines()
        if line[0] not in "# "]
shutil.copy2(ROOT / "attacks/attack.sh", made)
if "EACH" not in os.environ:  # tests/long/each: every row
    rows = [one for k, one in enumerate(rows) if k % 4 == 0 or one[0] in ("benign", "env-leak")]
for row, kind in rows:
    folder = made / row
    folder.mkdir(parents=True)
    for file in "fresh-c.c", "fresh-python.py", "fresh-shell.sh":
        expect(f"new attack {row} {file}", new("attack", row, file).returncode, 0)
    source, program = tree / "attacks" / row / "fresh-c.c", folder / "fresh-c"
    built = subprocess.run(["gcc", *FLAGS, f"-I{tree}", "-o", program, source, tree / "attacks/main.c"],
                           capture_output=True, text=True)
    expect(f"{row}/fresh-c builds", (built.returncode, built.stderr), (0, ""))
    script = shutil.copy2(tree / "attacks" / row / "fresh-python.py", folder)
    shell = shutil.copy2(tree / "attacks" / row / "fresh-shell.sh", folder)
    for stem, command in (("fresh-c", [program]),
                          ("fresh-python", ["/usr/bin/python3", tree / "attacks/attack.py", script]),
                          ("fresh-shell", ["/bin/sh", shell])):
        said = subprocess.run([*command, "--describe"], capture_output=True)
        expect(f"{row}/{stem} describes itself", (said.returncode, said.stderr), (0, b""))
        (folder / f"{stem}.json").write_bytes(said.stdout)

results = measure("--attack-dir", made, "-a", "*/fresh-*", "-d", "none", codes=[0])
expect("all of them ran", len(results.cells), 3 * len(rows))
for row, kind in rows:
    for stem in "fresh-c", "fresh-python", "fresh-shell":
        cell = results.cell(f"{row}/{stem}")
        if cell["verdict"] == "notrun" and "its oracle did not prove itself" in cell["reason"]:
            continue  # rootless, or without cgroups
        expect(f"{row}/{stem}", cell["verdict"], "works" if kind == "benign" else "inert")
        expect(f"{row}/{stem} got to its mark", cell["ending"]["attempted"], kind != "benign")

# Whom it hurts is said in the source in all three languages.
said = {"fresh-c.c": ("NULL, /* whom", '"key", /* whom'), "fresh-python.py": ('"hurts": None', '"hurts": "key"'),
        "fresh-shell.sh": ('hurts=""', "hurts=key")}
hurting = SCRATCH / "hurting/env-leak"
hurting.mkdir(parents=True)
shutil.copy2(ROOT / "attacks/attack.sh", SCRATCH / "hurting")
for file, (before, after) in said.items():
    text = (tree / "attacks/env-leak" / file).read_text()
    expect(f"{file} has the key", text.count(before), 1)
    (hurting / file).write_text(text.replace(before, after))
subprocess.run(["gcc", *FLAGS, f"-I{tree}", "-o", hurting / "fresh-c", hurting / "fresh-c.c",
                tree / "attacks/main.c"], check=True)
for command in ([hurting / "fresh-c"], ["/usr/bin/python3", tree / "attacks/attack.py", hurting / "fresh-python.py"],
                ["/bin/sh", hurting / "fresh-shell.sh"]):
    manifest = json.loads(subprocess.run([*command, "--describe"], stdout=subprocess.PIPE, check=True).stdout)
    expect(f"{command[-1].name}: whom it hurts", manifest["victim"], "key")

for words in ([], ["attack"], ["attack", "nowhere", "a.c"], ["attack", "fork-bomb", "A.c"],
              ["attack", "fork-bomb", "a.rs"], ["attack", "fork-bomb", "fresh-c.c"],
              ["attack", "fork-bomb", "fresh-c.py"], ["attack", "fork-bomb", "fresh-c.sh"]):
    expect(f"new {' '.join(words)} is refused", new(*words).returncode, 2)
done()
