#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""Each oracle, and each meter of `usage`: staged SEEN, nothing CLEAN, blinded BLIND, before it is
believed. An oracle that cannot see is not believed: its attacks are not run, and it is said."""

import re

from lib import AS_ROOT, done, expect, home, measure, ordeal

EVERY = {
    "secret:environ",
    "sink",
    "shell",
    "census",
    "usage:memory",
    "usage:disk",
    "usage:inodes",
    "usage:cpu",
    "usage:time",
    "usage:output",
    "creds",
    "bystander",
    "victim",
    "grade:forged",
    "grade:spoiled",
    "api:any",
    "tree",
    "code",
    "settings",
    "description",
    "survivor",
    "reach:inotify",
    "reach:netlink",
    "reach:personality",
    "done",
}

check = ordeal("check", "-a", "benign/hello-c")
BLIND = set()  # what this machine has no instrument for
if "cgroup version 0" in check.stdout:
    BLIND |= {"usage:memory", "usage:cpu"}
if not AS_ROOT:
    BLIND |= {"creds"}
GOOD, BAD = ("SEEN", "CLEAN", "BLIND"), ("BLIND", "BLIND", "BLIND")
expect("exit code of check", check.returncode, 3 if BLIND else 0)
said = {match[2]: match.groups() for match in
        re.finditer(r"(\S+) +oracle (\S+): staged (\w+), nothing (\w+), blinded (\w+)", check.stdout)}
expect("every oracle is tried", set(said), EVERY)
for name, facts in said.items():
    expect(name, facts, ("BAD", name, *BAD) if name in BLIND else ("ok", name, *GOOD))

# No oracle is left out of `list`, and the run's own file says the same.
listed = {line.split()[0] for line in ordeal("list", "oracles").stdout.splitlines() if line.strip()}
expect("listed", {name.split(":")[0] for name in EVERY} - {word.split(":")[0] for word in listed}, set())
# A run tries those that its programs ask, and its file says how that went.
results = measure("-a", "env-leak/getenv", "-a", "time-hog/busy-loop", "-d", "none")
written = {o["name"] + (f":{o['arg']}" if o["arg"] else ""):
           (o["staged"], o["nothing"], o["blinded"], o["ok"]) for o in results.oracles}
ASKED = {"done", "usage:cpu"} | {name for name in EVERY if name.split(":")[0] == "secret"}
expect("in the results file", set(written), ASKED)
for name in ASKED:
    expect(f"{name} in the results file", written.get(name), (*BAD, False) if name in BLIND else (*GOOD, True))

# A machine where the staged effects do not come about: `stage` does nothing there.
folder = home(attacks=["env-leak/getenv", "benign/hello-c"])
(folder / "box" / "bin" / "stage").unlink()
(folder / "box" / "bin" / "stage").symlink_to("/bin/true")
blind = ordeal("check", "-a", "benign/hello-c", program=folder / "ordeal")
expect("exit code of check without effects", blind.returncode, 3)
expect("it says which", "BAD  oracle secret:environ: staged CLEAN" in blind.stdout)
results = measure("-d", "none", program=folder / "ordeal")
expect("its attacks are not run", results.verdict("env-leak/getenv"), "notrun")
expect("and it is said", "its oracle did not prove itself" in results.cell("env-leak/getenv")["reason"])
expect("on the terminal too", "secret cannot be trusted" in results.stderr)
done()
