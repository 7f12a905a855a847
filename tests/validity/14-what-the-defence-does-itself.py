#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""A defence that leaves a process behind, or has many, whoever runs under it: that is no attack's
effect. Where it does so only a little, attacks are judged as ever."""

from lib import done, expect, measure

LEAVES = """sh -c 'sleep 30 >/dev/null 2>&1 & exec "$@"' sh {command}"""
CROWD = """sh -c 'for i in $(seq 150); do sleep 3 & done; exec "$@"' sh {command}"""
FEW = """sh -c 'for i in $(seq 9); do sleep 1 >/dev/null 2>&1 & done; "$@"' sh {command}"""

results = measure("-a", "persistence/double-fork", "-a", "fork-bomb/clone3", "-a", "env-leak/getenv",
                  "-d", "none", "-d", "given*", "--defence-cmd", LEAVES, "--defence-cmd", CROWD,
                  "--defence-cmd", FEW, codes=[3])
cell = results.cell("persistence/double-fork", "given")
expect("a process that it leaves", cell["verdict"], "broken")
expect("why", "the defence alone causes what was seen" in cell["reason"] and "still run" in cell["reason"])
expect("what has nothing to do with it", results.verdict("env-leak/getenv", "given"), "breached")
cell = results.cell("fork-bomb/clone3", "given-2")
expect("a crowd of its own", (cell["verdict"], "alone" in cell["reason"]), ("broken", True))
expect("a few of its own", results.verdict("fork-bomb/clone3", "given-3"), "breached")
for attack in "persistence/double-fork", "fork-bomb/clone3":
    expect(f"{attack} with no defence", results.verdict(attack), "breached")
done()
