#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""Profiles: the arena imitates them, as root and as an ordinary user, and says so when it does not."""

import json
import subprocess

from lib import AS_ROOT, BUILD, ROOT, SCRATCH, Results, done, expect, home, measure, ordeal

listed = ordeal("list", "profiles").stdout
names = sorted(path.stem for path in (ROOT / "harness/profiles").glob("*.profile"))
expect("all are listed", [line.split()[0] for line in listed.splitlines()[1:]], names)
said = ordeal("run", "--profile", "moon")
expect("none of that name", (said.returncode, said.stderr.split(" (known:")[0]),
       (2, 'ordeal run: there is no profile "moon"'))

# The profile takes something away from attacks and defences alike, and nobody gets a credit for it.
run = measure("--profile", "lambda-locked", "-a", "benign/hello-c", "-a", "env-leak/getenv", "-a",
              "setuid/setresuid", "-d", "none", "-d", "nnp", "-d", "locked")
# An older process of the same user, which has lost its parent, is nobody's of the box.
peers = measure("--profile", "lambda-locked", "-a", "peer-tampering/ptrace", "-a",
                "filter-evasion/kill-all", "-d", "none", "-d", "locked", "--repeat", 3)
expect("bystanders stay", peers.verdict("peer-tampering/ptrace", "locked"), "inert")
expect("... unless they are killed", peers.verdict("filter-evasion/kill-all", "locked"), "breached")
expect("the profile is in the file", run.meta["profile"], "lambda-locked")
expect("... and in the line that runs a cell again",
       ordeal("explain", "env-leak/getenv", "locked", run.path).stdout.splitlines()[-1].split(),
       ["ordeal", "replay", "env-leak/getenv", "locked", "--profile", "lambda-locked"])
expect("honest work", run.verdict("benign/hello-c"), "works")
expect("... under locked", run.verdict("benign/hello-c", "locked"), "works")
expect("an attack that is still there", run.verdict("env-leak/getenv"), "breached")
expect("... is held by what can be put on", run.verdict("env-leak/getenv", "locked"), "held")
expect("what cannot", run.verdict("env-leak/getenv", "nnp"), "unavailable")

expect("... with the errno", run.cell("env-leak/getenv", "nnp")["reason"],
       "its probe says no: nnp no prctl(PR_SET_NO_NEW_PRIVS): Operation not permitted")
expect("the place itself makes it impossible", run.verdict("setuid/setresuid"), "inert")
expect("... and it is told by what", run.cell("setuid/setresuid")["reason"].split(": ", 1)[1],
       "denied: setresuid: Operation not permitted")
expect("oracles proved themselves", [line["name"] for line in run.oracles if not line["ok"]], [])

matrix = ordeal("matrix", run.path).stdout.splitlines()
expect("the answer comes first", [line.split(" (")[0] for line in matrix[2:4]],
       ["cannot be put on here: nnp", "the strongest stack of these: locked, which holds 1 of 1 "
        "attacks and breaks 0 of 1 honest programs"])

# A column that grants /dev/shm runs where there is none.
newer = measure("--profile", "lambda-landlock", "-a", "benign/hello-*", "-d", "full", "-d", "mediate")
for column in "full", "mediate":
    expect(f"{column} where there is no /dev/shm", newer.verdicts(column, benign=True) <= {"works", "unavailable"})

# Its memory bites, and what is written to /tmp is not part of it: more than the memory is written there.
mine = SCRATCH / "mine/benign"
mine.mkdir(parents=True)
for name, work in (("fills-tmp", "open('/tmp/large', 'wb').writelines(bytes(1 << 20) for _ in range(192))"),
                   ("eats", "x = bytearray(b'x') * (192 << 20)")):
    (mine / f"{name}.py").write_text(f"import os\n{work}\nprint('fine')\n")
    (mine / f"{name}.json").write_text(json.dumps({
        "language": "python", "effect": name, "means": work, "oracle": "done", "expect": "fine\n", "armed": False,
        "argv": [f"{name}.py"]}))
    (mine / f"{name}.py").write_text("#!/usr/bin/python3\n" + (mine / f"{name}.py").read_text())
    (mine / f"{name}.py").chmod(0o755)
words = ["--attack-dir", mine.parent, "-a", "benign/fills-tmp", "-a", "benign/eats", "-a", "memory-bomb/malloc-touch",
         "-a", "disk-bomb/one-file", "-d", "none"]
small, large = measure("--profile", "lambda-locked", *words), measure(*words)
instance = small.meta["instance"]
expect("what the host has is not limited", ("instance" in large.meta, large.verdict("benign/eats")), (False, "works"))
if instance["lacking"]:
    print("memory is not imitated here:", instance["lacking"])
if instance["memory_mib"]:
    expect("who needs more is not run", small.verdict("benign/eats"), "notrun")
    expect("... for that reason", small.cell("benign/eats")["reason"],
           "undefended, too, it needs more memory than the instance has")
    expect("a bomb is the instance's end", small.verdict("memory-bomb/malloc-touch"), "breached")
    expect("... by the kernel's word", " killed" in small.cell("memory-bomb/malloc-touch")["exhibits"][0])
    disk = {"ext4": ("works", "breached"), "tmpfs": ("notrun", "notrun")}[instance["tmp"]]
    expect("/tmp", (small.verdict("benign/fills-tmp"), small.verdict("disk-bomb/one-file")), disk)

# A file that says otherwise than the place is.
folder = home()
file = folder / "share/profiles/lambda-locked.profile"
text = file.read_text()
for what, old, new, told in (
        ("a call", '"ptrace", ', "", "processes.ptrace: yes, not EPERM"),
        ("an expectation", 'set_name = "EPERM"', 'set_name = "yes"', "prctl.set_name: no, not yes")):
    file.write_text(text.replace(old, new))
    said = ordeal("run", "--profile", "lambda-locked", "-a", "env-leak/getenv", "-d", "none", "-o",
                  SCRATCH / f"{what}.jsonl", program=folder / "ordeal")
    expect(f"{what}: exit code", said.returncode, 3)
    expect(f"{what}: {said.stderr}", "is not what its file says: " + told in said.stderr)
    expect(f"{what}: nothing is measured", Results(SCRATCH / f"{what}.jsonl").cells, {})

# Without root: one id is mapped, and the same filter is loaded.
if AS_ROOT:
    out = SCRATCH / "rootless"
    out.mkdir()
    out.chmod(0o777)
    said = subprocess.run(["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups",
                           BUILD / "ordeal", "run", "--profile", "lambda-locked", "-a",
                           "benign/hello-c", "-a", "env-leak/getenv", "-d", "none", "-d", "locked",
                           "-o", out / "results.jsonl"], capture_output=True, text=True, cwd=out)
    if "user namespaces" in said.stderr or said.returncode == 77:
        print("rootless: not here:", said.stderr)
    else:
        cells = Results(out / "results.jsonl")
        expect(f"rootless: {said.stderr}", cells.verdict("benign/hello-c", "locked"), "works")
        expect("rootless: attack", cells.verdict("env-leak/getenv"), "breached")
        expect("rootless: held", cells.verdict("env-leak/getenv", "locked"), "held")
done()
