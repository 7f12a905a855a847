#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""A student can exit with any code, and so can a defence: the verdict is the same for all."""

from lib import META, done, expect, measure

# The attack as it is, and with its environment gone; then the ending that stands here.
LEAKS = """sh -c '"$@"; code=$?; case "$*" in *exits-125*) {ending};; esac; exit $code' sh {{command}}"""
HOLDS = LEAKS.replace('"$@";', 'env -i "$@";')
ENDINGS = {"exit 0": "exit 0", "exit 1": "exit 1", "exit 125": "exit 125",
           "kill -9 $$": "signal 9 (Killed)"}

columns = [column.format(ending=ending) for column in (LEAKS, HOLDS) for ending in ENDINGS]
results = measure("--attack-dir", META, "-a", "meta/exits-125", "-d", "given*",
                  *[word for column in columns for word in ("--defence-cmd", column)], codes=[0])
names = ["given", *[f"given-{i}" for i in range(2, len(columns) + 1)]]
for name, ending in zip(names, [*ENDINGS, *ENDINGS]):
    cell = results.cell("meta/exits-125", name)
    want = "breached" if names.index(name) < len(ENDINGS) else "held"
    expect(f"{ending}, {want}", cell["verdict"], want)
    if want == "held":
        expect("it did end so", cell["ending"]["how"], ENDINGS[ending])
done()
