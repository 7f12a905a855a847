#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""Where the honest student could not do its work there was nothing to steal: unproven, not held."""

from lib import done, expect, measure

NO_VICTIMS = """sh -c 'case "$*" in *role=victim*) exit 1;; esac; exec "$@"' sh {command}"""

results = measure("-a", "tmp-snooping/plain-file", "--defence-cmd", NO_VICTIMS, "-d", "given",
                  "-d", "none", "-d", "recommended")
expect("undefended", results.verdict("tmp-snooping/plain-file"), "breached")
expect("an honest defence", results.verdict("tmp-snooping/plain-file", "recommended"), "held")
cell = results.cell("tmp-snooping/plain-file", "given")
expect("the victim failed", cell["verdict"], "unproven")
expect("and it is said", "honest student failed" in cell["reason"])
expect("the attack did try", cell["ending"]["attempted"])
done()
