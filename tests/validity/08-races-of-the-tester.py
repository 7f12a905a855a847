#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""At the start: nobody is judged before worker and decoy are ready. At the end: the last words of
the dying count. Repeated runs that disagreed would be flaky."""

from lib import META, done, expect, measure

TIMES = 25
LAST_WORDS = ("env-leak/worker-environ", "meta/exits-125", "meta/closes-everything",
              "network-exfil/udp")
results = measure("--attack-dir", META, *[word for name in LAST_WORDS for word in ("-a", name)],
                  "-a", "filter-evasion/pidfd-signal", "-a", "meta/closes-and-idles", "-d", "none",
                  "--repeat", TIMES, "-j", 6)
for name in (*LAST_WORDS, "filter-evasion/pidfd-signal"):
    expect(name, results.cell(name)["runs"], ["breached"] * TIMES)
expect("silence", results.cell("meta/closes-and-idles")["runs"], ["inert"] * TIMES)
done()
