#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""One success in fifty tries is a breach, and one breach in many runs; never averaged."""

from lib import META, done, expect, measure

results = measure("--attack-dir", META, "-a", "meta/rare-race", "-d", "none", "-d", "env")
expect("one in fifty", results.verdict("meta/rare-race"), "breached")
expect("none in fifty", results.verdict("meta/rare-race", "env"), "held")

# A coin for each of 24 runs: that all agree happens once in eight million times.
results = measure("--attack-dir", META, "-a", "meta/coin", "-d", "given", "-d", "none", "--repeat", 24,
                  "--defence-cmd", "env COIN=1 {command}", codes=[0])
coin = results.cell("meta/coin", "given")
expect("a coin", coin["verdict"], "breached")
expect("its runs", set(coin["runs"]), {"held", "breached"})
for verdict in "held", "breached":
    expect(f"its rate, {verdict}", f"{coin['runs'].count(verdict)} {verdict}" in coin["reason"])
expect("the run that is shown", coin["trial"], "SEEN")
expect("controls are repeated, too", len(coin["controls"]), 2 * 24)
expect("no coin", results.verdict("meta/coin"), "breached")
done()
