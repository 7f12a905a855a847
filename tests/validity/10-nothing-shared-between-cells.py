#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""RLIMIT_NPROC counts per kernel uid: six instances side by side, each with its own forty."""

from lib import META, done, expect, measure

results = measure("--attack-dir", META, "-a", "meta/crowd", "--defence-cmd",
                  "prlimit --nproc=40 {command}", "-d", "given", "--repeat", 6, "-j", 6)
expect("six crowds of thirty", results.cell("meta/crowd", "given")["runs"], ["breached"] * 6)

# And the limit does bind: what needs more than forty is stopped by it.
results = measure("--attack-dir", META, "-a", "meta/crowd", "--defence-cmd",
                  "prlimit --nproc=20 {command}", "-d", "given")
expect("a crowd of thirty under twenty", results.verdict("meta/crowd", "given"), "held")
done()
