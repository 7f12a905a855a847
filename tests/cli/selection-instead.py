#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""A column that a selection wants in the place of another is measured where it is built; where it
is not, the run says how to build it. The one of `make matrix` does so too."""

import json

from lib import SCRATCH, done, expect, home, ordeal

CELLS = """parts = ( { attacks = [ "env-leak/getenv" ]; defences = [ "none", "env", "fds" ]; },
                     { attacks = [ "env-leak/getenv" ]; defences = [ "none" ]; } );"""
INSTEAD = 'instead = { column = "slow"; of = "env"; };'
place = home()
(place / "share/defences/slow.defence").write_text(
    'name = "slow"; summary = "takes long to build"; group = "stack"; order = 90; runs = [ "c" ];\n'
    'made = [ "bin/none", "make none" ]; argv = [ "{command}" ];\n')
file = SCRATCH / "mine.selection"
count = 0


def columns(built, *more):
    """The columns that are measured, and whether the run says how the missing one is built."""
    global count
    count += 1
    text = (place / "share/defences/slow.defence").read_text()
    wanted = "bin/ordeal-worker" if built else "bin/none"
    (place / "share/defences/slow.defence").write_text(
        text.replace("bin/none", wanted).replace("bin/ordeal-worker", wanted))
    path = SCRATCH / f"{count}.jsonl"
    ended = ordeal("run", "--selection", file, "-o", path, *more, program=place / "ordeal")
    expect(f"exit code {more}", ended.returncode, 0)
    cells = [json.loads(line) for line in path.read_text().splitlines()]
    return {cell["defence"] for cell in cells if cell["type"] == "cell"}, "slow, which would stand in the place of env (make none)" in ended.stderr


file.write_text(CELLS)
expect("without the word", columns(True), ({"none", "env", "fds"}, False))
file.write_text(CELLS + INSTEAD)
expect("built", columns(True), ({"none", "slow", "fds"}, False))
expect("not built", columns(False), ({"none", "env", "fds"}, True))
expect("-d decides where there is one", columns(True, "-d", "none", "-d", "env"), ({"none", "env"}, False))
expect("... also for it", columns(True, "-d", "none", "-d", "slow"), ({"none", "slow"}, False))

for text, told in (INSTEAD.replace("slow", "nope"), "a column that there is not"), ("instead = 3;", "want instead"), (
        'instead = { column = "slow"; };', "want instead"):
    file.write_text(CELLS + text)
    ended = ordeal("run", "--selection", file, "-o", SCRATCH / "never.jsonl", program=place / "ordeal")
    expect(text, (ended.returncode, told in ended.stderr, "mine.selection:" in ended.stderr), (2, True, True))

# That of `make matrix`: none of its attacks is needed to see what is put in whose place.
overview = (place / "share/selections/overview.selection").read_text()
expect("wasm-reset has a place in make matrix", 'instead = { column = "wasm-reset"; of = "tmp"; };' in overview)
done()
