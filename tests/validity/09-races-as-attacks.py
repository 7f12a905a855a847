#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""One success in fifty tries is a breach; runs that disagree are flaky, never averaged."""

from lib import META, done, expect, measure

results = measure("--attack-dir", META, "-a", "meta/rare-race", "-d", "none", "-d", "env")
expect("one in fifty", results.verdict("meta/rare-race"), "breached")
expect("none in fifty", results.verdict("meta/rare-race", "env"), "held")

# A coin for each of 24 runs: that all agree happens once in eight million times.
results = measure("--attack-dir", META, "-a", "meta/coin", "-d", "given", "-d", "none", "--repeat", 24,
                  "--defence-cmd", "env COIN=1 {command}", codes=[3])
expect("a coin", results.verdict("meta/coin", "given"), "flaky")
expect("its runs", set(results.cell("meta/coin", "given")["runs"]), {"held", "breached"})
expect("no coin", results.verdict("meta/coin"), "breached")
done()
