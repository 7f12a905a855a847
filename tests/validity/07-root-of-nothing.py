#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""Root of a nested user namespace is no privilege; a set-id program that gives some is seen."""

from lib import AS_ROOT, META, done, expect, measure, skip

if not AS_ROOT:
    skip("a rootless arena has no root to become: set-id programs mean nothing there")

results = measure("--attack-dir", META, "-a", "meta/looks-like-root", "-a", "setuid/execve",
                  "-a", "setuid/user-namespace", "-d", "none")
cell = results.cell("meta/looks-like-root")
expect("it became root", "uid 0 now" in cell["ending"]["stdout"])
expect("of nothing", cell["verdict"], "inert")
expect("real privilege", results.verdict("setuid/execve"), "breached")
done()
