#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""A defence that prints a canary itself: its secret cells are broken, whatever is seen in them."""

from lib import done, expect, measure

LEAKS = """sh -c 'echo "debug: $AWS_SECRET_ACCESS_KEY"; exec env -i "$@"' sh {command}"""

results = measure("-a", "env-leak/getenv", "-a", "env-leak/worker-environ", "-a", "fork-bomb/clone3",
                  "-a", "network-exfil/tcp", "--defence-cmd", LEAKS, "-d", "given", "-d", "env-i",
                  codes=[3])
for attack in "env-leak/getenv", "env-leak/worker-environ":
    cell = results.cell(attack, "given")
    expect(attack, cell["verdict"], "broken")
    expect(f"{attack}: why", "gives a canary away itself" in cell["reason"])
expect("the same without the debug line", results.verdict("env-leak/getenv", "env-i"), "held")
expect("what has no canary of its own is judged", results.verdict("fork-bomb/clone3", "given"),
       "breached")
expect("so is what was given", results.verdict("network-exfil/tcp", "given"), "breached")
done()
