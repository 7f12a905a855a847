#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""Attacks and defences from outside the tree: commands, and a folder with an unseen attack."""

import json

from lib import SCRATCH, done, expect, measure, ordeal

folder = SCRATCH / "mine"
folder.mkdir()
(folder / "leak.sh").write_text('#!/bin/sh\necho attempting\necho "$AWS_SECRET_ACCESS_KEY"\n')
(folder / "leak.sh").chmod(0o755)
(folder / "thief.py").write_text('''import os
from attack import DONE, attempting, loot


def run(brief):
    attempting()
    loot(os.environ.get("AWS_SECRET_ACCESS_KEY", "nothing"))
    return DONE


ATTACK = {"run": run}
''')
about = {"effect": "a credential leaves", "means": "a script", "oracle": "secret:environ"}
(folder / "leak.json").write_text(json.dumps(
    {**about, "language": "sh", "row": "unseen", "argv": ["leak.sh"], "armed": False}))
(folder / "thief.json").write_text(json.dumps({**about, "language": "python"}))
(folder / "package.json").write_text('{"name": "some other JSON"}')

SHOUTS = """sh -c 'echo attempting; echo "$AWS_SECRET_ACCESS_KEY"'"""
CLEANS = "env -i PATH=/usr/bin:/bin {command}"
results = measure("--attack-dir", folder, "--attack-cmd", SHOUTS, "--attack-cmd",
                  "cat /var/task/evaluator.py", "--defence-cmd", CLEANS, "--defence-cmd", "nice",
                  "-a", "unseen", "-a", "mine", "-a", "given", "-d", "none", "-d", "given*", codes=[0])
for attack in "unseen/leak", "mine/thief", "given/sh":
    expect(f"{attack} undefended", results.verdict(attack), "breached")
    expect(f"{attack} under {CLEANS}", results.verdict(attack, "given"), "held")
    expect(f"{attack} under nice, without {{command}}", results.verdict(attack, "given-2"), "breached")
expect("it looks for what its oracle names", results.verdict("given/cat"), "inert")
cat = measure("--attack-cmd", "cat /var/task/evaluator.py", "--oracle", "secret:task", "-a", "given",
              "-d", "none", codes=[0])
expect("--oracle", cat.verdict("given/cat"), "breached")

said = ordeal("replay", "mine/thief", "none", "--attack-dir", folder, "--keep", SCRATCH / "kept")
expect("replay: exit code", said.returncode, 0)
expect("replay: verdict", said.stdout.startswith("mine/thief under none: breached"))
kept = [file.read_text() for file in (SCRATCH / "kept").iterdir() if file.name.endswith("stdout")]
expect("replay --keep", [text.startswith("attempting\n") for text in kept], [True])
done()
