#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""Reading 400 MiB from disk is no memory bomb; allocating as much is one."""

import os

from lib import done, expect, measure, meta_folder, skip

folder = meta_folder("reads-much")
with open(folder / "large", "wb") as file:
    os.truncate(file.fileno(), 400 << 20)
results = measure("--attack-dir", folder, "-a", "meta/reads-much", "-a", "memory-bomb/malloc-touch",
                  "-d", "none")
cell = results.cell("meta/reads-much")
if cell["verdict"] == "notrun" and "oracle" in cell["reason"]:
    skip("no cgroup to measure memory with")
expect("it did read", cell["ending"]["stdout"], "attempting\n")
expect("the page cache", cell["verdict"], "inert")
expect("a bomb", results.verdict("memory-bomb/malloc-touch"), "breached")
done()
