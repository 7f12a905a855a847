#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""A selection is data: its cells and no others. What `make matrix` measures stays small, and the
matrix stands on the terminal while it is measured."""

import fcntl
import json
import os
import pty
import struct
import subprocess
import termios

from lib import BUILD, ORDEAL, SCRATCH, Results, done, expect, measure, ordeal

# Two minutes on two processors, at 20 cells a second.
MOST = 2400

CELLS = """parts = ( { attacks = [ "env-leak/get*", "benign/hello-c" ]; defences = [ "none", "env" ]; },
    { attacks = [ "benign/hello-c" ]; defences = [ "fds" ]; } );"""
file = SCRATCH / "mine.selection"
file.write_text(CELLS)
WANT = {(a, d) for a in ("env-leak/getenv", "benign/hello-c") for d in ("none", "env")} | {("benign/hello-c", "fds")}
expect("its cells", set(measure("--selection", file, codes=[0]).cells), WANT)
quick = {a["id"] for a in json.loads(ordeal("list", "attacks", "--quick", "--json").stdout)}
expect("fds is no main column, and yet asked for", set(measure("--quick", "--selection", file, codes=[0]).cells),
       {(a, d) for a, d in WANT if a in quick})
expect("of quick programs", ("benign/hello-c", "fds") in WANT and "benign/hello-c" in quick)
narrow = measure("--selection", file, "-d", "env", "--defence-cmd", "nice", "--defence-name", "mine", codes=[0])
expect("narrowed by -d, and a given column for all of it", set(narrow.cells),
       {(a, d) for a, d in WANT | {("env-leak/getenv", "mine"), ("benign/hello-c", "mine")} if d in ("env", "mine")})

for text, told in ("parts = ( );", "want parts"), ("parts = ( { attacks = [ \"nope\" ]; defences = [ \"none\" ]; } );",
                                                  "no attack matches nope"), ("parts = (", "mine.selection:1"):
    file.write_text(text)
    ended = ordeal("run", "--selection", file, "-o", SCRATCH / "never.jsonl")
    expect(text, (ended.returncode, told in ended.stderr), (2, True))

# The one of `make matrix`, counted in cells: no test may depend on the machine's speed.
listed = {what: json.loads(ordeal("list", what, "--json").stdout) for what in ("attacks", "defences")}
overview = (BUILD / "share/selections/overview.selection").read_text()
lists = [json.loads(f"[{part.split(']')[0]}]") for part in overview.split("= [")[1:]]
rows = lists[0]
expect("the threat model's nine rows", len(rows), 9)
programs = sum(a["row"] in rows for a in listed["attacks"])
honest = sum(a["row"] == "benign" for a in listed["attacks"])
cells = programs * len(lists[1]) + honest * len(lists[3])
expect(f"{cells} cells are few enough", cells <= MOST)

# On a terminal: all rows from the start, then figures; it is wiped at the end.
file.write_text(CELLS)
leader, follower = pty.openpty()
fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
process = subprocess.Popen([ORDEAL, "run", "--live", "--selection", file, "-o", SCRATCH / "live.jsonl"],
                           stderr=follower, stdin=subprocess.DEVNULL, env={**os.environ, "TERM": "xterm"})
os.close(follower)
seen = b""
try:
    while chunk := os.read(leader, 65536):
        seen += chunk
except OSError:
    pass  # its end of file
expect("live: exit code", process.wait(), 0)
first = seen.split(b"of ")[0].decode()
expect("it stands there from the start", [word in first for word in ("none", "env-leak", "benign", ".")], [True] * 4)
expect("it is wiped", b"A\x1b[J" in seen)
expect("and measured", set(Results(SCRATCH / "live.jsonl").cells), WANT)
ended = ordeal("run", "--live", "--selection", file, "-o", SCRATCH / "dull.jsonl")
expect("no terminal, no escape", "\x1b" in ended.stderr, False)
done()
