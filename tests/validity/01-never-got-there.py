#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""`held` without the mark is `unproven`; the mark alone is no effect; a dry run ends at the mark."""

import json
import os

from lib import META, done, expect, measure, ordeal

results = measure("--attack-dir", META, "-a", "meta/crashes-when-poor", "-a", "meta/liar",
                  "-d", "none", "-d", "env")
expect("died before the mark", results.verdict("meta/crashes-when-poor", "env"), "unproven")
expect("the mark was not said", results.cell("meta/crashes-when-poor", "env")["ending"]["attempted"],
       False)
expect("the mark alone", results.verdict("meta/liar"), "inert")
expect("the mark was said", results.cell("meta/liar")["ending"]["attempted"])

# `check` runs attacks dry: what works is not seen before its mark, what crashes early never gets
# there.
good = ordeal("check", "--attack-dir", META, "-a", "meta/exits-125", "-a", "meta/forks-away")
expect("dry, good ones", "BAD  meta/" in good.stdout, False)
expect("all of them", "2 attacks dry: 0 did not" in good.stdout)
bad = ordeal("check", "--attack-dir", META, "-a", "meta/crashes-early", "-a", "meta/never-attempts")
expect("dry, bad ones", bad.returncode, 3)
expect("the crash is named", "BAD  meta/crashes-early, dry: never reached its mark" in bad.stdout)
expect("the quiet one is named", "BAD  meta/never-attempts, dry" in bad.stdout)

# The catalogue stops at its marks: every tenth program here, all of it in tests/long/each.
attacks = [a["id"] for a in json.loads(ordeal("list", "attacks", "--json").stdout) if a["row"] != "benign"]
some = [] if "EACH" in os.environ else [word for name in attacks[::10] for word in ("-a", name)]
whole = ordeal("check", *some)
expect("the catalogue stops at its marks",
       [line for line in whole.stdout.splitlines() if line.startswith("BAD")], [])
expect("and is what was checked", " attacks dry: 0 did not" in whole.stdout)
done()
