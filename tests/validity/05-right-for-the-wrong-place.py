#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""Each hiding place has a canary of its own, and what an exfiltration sends is given to it."""

from lib import META, done, expect, measure

results = measure("--attack-dir", META, "-a", "meta/wrong-place", "-a", "env-leak/getenv",
                  "-a", "env-leak/worker-environ", "-a", "proc-read/fopen", "-a", "network-exfil/tcp",
                  "-d", "none", "-d", "env")
expect("a real canary of another place", results.verdict("meta/wrong-place"), "inert")
expect("its own environment", results.verdict("env-leak/getenv", "env"), "held")
for attack in "env-leak/worker-environ", "proc-read/fopen", "network-exfil/tcp":
    expect(f"{attack} undefended", results.verdict(attack), "breached")
    expect(f"{attack} is not held by a cleaned environment", results.verdict(attack, "env"),
           "breached")
done()
