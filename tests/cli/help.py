#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""--help of every command: on standard output, exit 0, and on one screen."""

from lib import BUILD, done, expect, ordeal

COMMANDS = ("run", "matrix", "explain", "replay", "gate", "expect", "diff", "report", "findings",
            "surface", "list", "show", "check", "build", "probe", "profile")

top = ordeal("--help")
expect("exit code", top.returncode, 0)
for command in COMMANDS:
    expect(f"{command} is listed", f"\n  {command} " in top.stdout)
for command in ("", *COMMANDS):
    said = ordeal(*command.split(), "--help")
    lines = said.stdout.splitlines()
    expect(f"{command}: exit code", said.returncode, 0)
    expect(f"{command}: usage", lines[0].startswith("usage: ordeal"))
    expect(f"{command}: a screen", len(lines) <= 30 and max(map(len, lines)) <= 100)
    expect(f"{command}: nothing on standard error", said.stderr, "")
    told = ordeal("help", *command.split())
    expect(f"help {command} says the same", (told.returncode, told.stdout), (0, said.stdout))
new = ordeal("help", "new")
expect("new", (new.returncode, new.stdout.startswith("usage: ordeal new attack")), (0, True))
version = ordeal("--version")
want = (BUILD / "share/version").read_text().split()
expect("--version", (version.returncode, version.stdout), (0, f"ordeal {want[0]} ({want[1]})\n"))
expect("no such command", "did you mean matrix?" in ordeal("matrx").stderr)
expect("help on no such command", ordeal("help", "matrx").returncode, 2)
done()
