#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""Every hiding place of the oracle `secret` holds the canary that its oracle looks for: an attack
of the catalogue finds it undefended. Were the canary of another place put there, the attack would
find that one, and its oracle would see nothing.
"""

import json

from lib import done, expect, measure, ordeal

places = next(o["args"] for o in json.loads(ordeal("list", "oracles", "--json").stdout) if o["name"] == "secret")
chosen = {}
# In the language of the column that they are seen in; the simplest scene first.
for program in sorted(json.loads(ordeal("list", "attacks", "--json").stdout),
                      key=lambda p: (p["control"] != "none", bool(p["needs"]), p["scene"] != "solo", p["id"])):
    name, _, place = program["oracle"].partition(":")
    if name == "secret" and place not in chosen:
        chosen[place] = program
expect("places without an attack", sorted(set(places) - set(chosen)), [])
columns = sorted({program["control"] for program in chosen.values()})
words = [word for program in chosen.values() for word in ("-a", program["id"])]
results = measure(*words, *[word for column in columns for word in ("-d", column)])
for place, program in chosen.items():
    verdict = results.verdict(program["id"], program["control"])
    if verdict != "notrun":  # a need of the program is not met on this machine
        expect(f"{program['id']}, who finds the canary of {place}", verdict, "breached")
done()
