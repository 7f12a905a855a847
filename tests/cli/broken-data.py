#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""A data file that is broken: exit 2, and a message with the file and, where it has lines, the
line. A program that silently drops out of a catalogue would improve a matrix."""

import json
import shutil

from lib import BUILD, SCRATCH, done, expect, home, ordeal

folder = home(attacks=["env-leak/getenv", "benign/hello-c"])
program = folder / "ordeal"
MANIFEST = json.loads((BUILD / "box/attacks/env-leak/getenv.json").read_text())
expect("whole", ordeal("list", "attacks", program=program).returncode, 0)


def refused(what, file, text, *messages):
    """With `text` in `file` nothing runs, and the message says all of these."""
    before = file.read_bytes() if file.exists() else None
    file.write_text(text)
    said = ordeal("run", "-o", SCRATCH / "never.jsonl", program=program)
    expect(f"{what}: exit code", said.returncode, 2)
    for message in messages:
        expect(f"{what}: {message!r} in {said.stderr!r}", message in said.stderr)
    expect(f"{what}: no results file", (SCRATCH / "never.jsonl").exists(), False)
    file.unlink() if before is None else file.write_bytes(before)


def manifest(**changes):
    return json.dumps({**MANIFEST, **changes})


defences = folder / "share" / "defences"
refused("syntax", defences / "env.defence", 'name = "env"\nargv = [ "a"\n', "env.defence:")
refused("unknown field", defences / "env.defence",
        (defences / "env.defence").read_text() + '\ncolour = "red";\n', "env.defence:", "colour")
refused("wrong type", defences / "env.defence", 'name = 3;\n', "env.defence:1", "name")
refused("rows", folder / "share" / "rows", "env-leak sideways a sentence\n", "rows:1")

row = folder / "box" / "attacks" / "env-leak"
refused("no JSON", row / "getenv.json", '{\n  "language": ]\n', "getenv.json:2")
refused("a need nobody knows", row / "getenv.json", manifest(needs=["time-machine"]),
        "env-leak/getenv.json", 'no need "time-machine"')
refused("an oracle nobody knows", row / "getenv.json", manifest(oracle="delphi"),
        "env-leak/getenv.json", 'no oracle "delphi"')
refused("a scene nobody knows", row / "getenv.json", manifest(scene="heaven"),
        "env-leak/getenv.json", 'no scene "heaven"')
refused("a control nobody knows", row / "getenv.json", manifest(control="moon"),
        "env-leak/getenv", '"moon" is no column')
refused("an unknown key", row / "getenv.json", manifest(colour="red"), "getenv.json", '"colour"')
refused("too long", row / "getenv.json", manifest(seconds=3600), "getenv.json", '"seconds"')
refused("no program", row / "ghost.json", manifest(), "ghost.json", "no program beside it")

shutil.copytree(row, folder / "box" / "attacks" / "unheard-of")
said = ordeal("run", program=program)
expect("a folder that rows does not list", (said.returncode, "unheard-of" in said.stderr), (2, True))
shutil.rmtree(folder / "box" / "attacks" / "unheard-of")

(SCRATCH / "empty").mkdir()
said = ordeal("run", "--attack-dir", SCRATCH / "empty", program=program)
expect("an empty --attack-dir", (said.returncode, "no manifest" in said.stderr,
                                    "ordeal build" in said.stderr), (2, True, True))
said = ordeal("run", "--attack-cmd", "sh -c 'open", program=program)
expect("an open quote", (said.returncode, "open quote" in said.stderr), (2, True))
shutil.rmtree(folder / "share")
said = ordeal("run", program=program)
expect("no data at all", (said.returncode, "share/rows" in said.stderr), (2, True))
expect("whole again", ordeal("list", "attacks").returncode, 0)
done()
