#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""What a program leaves in the folders of all users is gone after its run, by the stack alone; and
what is older stays. As a user of its own, so that nothing of others' is touched."""

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from lib import AS_ROOT, BUILD, done, expect, skip

USER = 61993
if not AS_ROOT:
    skip("needs root, to become a user who has nothing in the shared folders")

here = tempfile.TemporaryDirectory(prefix="ordeal-test-")
HERE = Path(here.name)
HERE.chmod(0o755)
SANDBOX = Path(shutil.copy(BUILD / "ordeal-sandbox", HERE))  # the build may be nobody else's to read
PLACES = [Path(p) for p in ("/tmp", "/var/tmp", "/dev/shm", "/run/lock") if os.path.isdir(p) and os.stat(p).st_mode & 0o002]


def become():
    os.setgroups([])
    os.setgid(USER)
    os.setuid(USER)


def user(*words):
    return subprocess.run(words, preexec_fn=become, check=True, cwd="/")


def sandbox(*options, script="exit 0"):
    """The report, and what the program printed."""
    p = subprocess.run([SANDBOX, *options, "--report", "2", "--", "sh", "-c", script], preexec_fn=become, cwd="/",
                       capture_output=True, text=True, timeout=60)
    return json.loads(p.stderr.splitlines()[-1]), p.stdout


def is_mine(file):
    try:
        return file.lstat().st_uid == USER
    except FileNotFoundError:  # of others, who are at work there
        return False


def mine():
    return sorted(str(f) for p in PLACES for f in p.iterdir() if is_mine(f))


def warnings(report):
    """Without the one that depends on how much others keep in the shared folders."""
    return [w for w in report["warnings"] if w.startswith("tmp:") and "too much" not in w]


expect("nothing is there", mine(), [])
LEAVE = """for d in %s; do
    echo solution > $d/note; echo solution > $d/.hidden; : > "$d/name is the note"; mkdir -p $d/a/b/c; echo x > $d/a/b/c/deep
    ln -s /solution $d/link; mkfifo $d/fifo; echo x > $d/old993/new; ln $d/old993/file $d/second
    rm $d/old993/gone; echo solution > $d/old993/gone; chmod 0 $d/a
done 2>/dev/null; exit 0""" % " ".join(map(str, PLACES))
for stack in "claimed", "recommended", "locked", "fork,tmp", "full":
    for p in PLACES:
        user("sh", "-c", f"mkdir {p}/old993; echo old > {p}/old993/file; echo old > {p}/old993/gone; echo old > {p}/old993.txt")
    processes = [] if stack in ("full", "locked", "fork,tmp") else ["--processes"]
    report, _ = sandbox("--layers", stack, *processes, script=LEAVE)
    old = {str(p / name): (p / name).read_text() for p in PLACES for name in ("old993/file", "old993.txt")}
    expect(f"{stack}: what is older stays", set(old.values()), {"old\n"})
    expect(f"{stack}: what is new does not", [name for name in mine() if not name.endswith(("old993", "old993.txt"))], [])
    expect(f"{stack}: in older folders too", {tuple(sorted(os.listdir(p / "old993"))) for p in PLACES} -
           {("file",), ("file", "gone")}, set())
    expect(f"{stack}: nothing but what is older is read", [p for p in PLACES if (p / "old993/gone").exists() and
                                                         (p / "old993/gone").read_text() != "old\n"], [])
    expect(f"{stack}: nothing is left", report["tmp"]["left"], 0)
    said = warnings(report)
    expect(f"{stack}: what cannot be walled is said", said, [] if stack == "full" else
           ["tmp: what is written into older files of this user stays there"])
    for p in PLACES:
        shutil.rmtree(p / "old993")
        (p / "old993.txt").unlink()

# Another box at the same time keeps its folder; one whose supervisor was killed loses it.
out = subprocess.Popen([SANDBOX, "--wall", "60", "--processes", "--", "sh", "-c", "echo x > file; pwd; read line; cat file"], preexec_fn=become,
                       cwd="/", stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
folder = Path(out.stdout.readline().strip())
user("sh", "-c", "mkdir /tmp/ordeal-run-0123456789abcdef; mkdir -m 0 /tmp/ordeal-run-0123456789abcdef/x; chmod 0 /tmp/ordeal-run-0123456789abcdef")
sandbox("--layers", "full")
expect("a dead one's folder goes", mine(), [str(folder)])
sandbox("--layers", "recommended", "--tmp-clear", "/tmp")
expect("a living one's stays", mine(), [str(folder)])
print("go", file=out.stdin, flush=True)
expect("and is whole", out.communicate(timeout=60)[0], "x\n")

# Boxes at the same time do not take away each other's work; the last of them removes all that is new.
user("sh", "-c", "echo old > /tmp/old993")
work = "echo mine > /tmp/work993; mkdir /tmp/tree993; echo x > /tmp/tree993/x; echo ready; read line; cat /tmp/work993"
first = subprocess.Popen([SANDBOX, "--wall", "60", "--processes", "--", "sh", "-c", work], preexec_fn=become, cwd="/",
                         stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
first.stdout.readline()
folders = {name for name in mine() if "ordeal-run-" in name}
report, _ = sandbox("--layers", "recommended", script="echo x > /tmp/second993")
expect("what may be another's is left", set(mine()) - folders,
       {"/tmp/old993", "/tmp/second993", "/tmp/tree993", "/tmp/work993"})
expect("that is said", [w for w in warnings(report) if "other boxes" in w],
       ["tmp: other boxes of this user were at work: what may be theirs is theirs to remove"])
print("go", file=first.stdin, flush=True)
expect("and is whole", first.communicate(timeout=60)[0], "mine\n")
expect("the last one removes it", mine(), ["/tmp/old993"])
user("rm", "/tmp/old993")

# The kernel's tables, where no filter refuses it.
if shutil.which("ipcmk") and shutil.which("ipcs"):
    def objects():
        """Lines of a kind, a key, a number, an owner: kind and number of those that are this user's."""
        lines = subprocess.run(["ipcs", "-a"], capture_output=True, text=True, check=True).stdout.splitlines()
        return sorted(line.split()[1] for line in lines if len(line.split()) > 3 and line.split()[2] == str(USER))

    user("sh", "-c", "ipcmk -Q >/dev/null; ipcmk -S 2 >/dev/null; ipcmk -M 64 >/dev/null")
    old = objects()
    expect("made", len(old), 3)
    for stack in "locked", "session":
        _, out = sandbox("--layers", stack, script="ipcmk -Q; ipcmk -p 0000 -S 2; ipcmk -p 0000 -M 64; ipcs -a | grep -c ^0x")
        expect(f"{stack}: what is new in the kernel's tables goes, what is older stays", objects(), old)
    user("sh", "-c", "ipcrm -a")
    expect("removed", objects(), [])

# What the caller says: a folder in which others work; what is kept of one that is emptied.
report, _ = sandbox("--tmp-leave", "/tmp", script="echo x > /tmp/stays; echo x > /var/tmp/goes")
expect("--tmp-leave", mine(), ["/tmp/stays"])
expect("is said", warnings(report), ["tmp: what is made in a folder of --tmp-leave stays there"])
user("sh", "-c", "rm /tmp/stays; mkdir /tmp/cleared993; cd /tmp/cleared993; mkdir keep other; echo x > keep/old; echo x > other/old")
sandbox("--tmp-clear", "/tmp/cleared993", "--tmp-keep", "keep", script="cd /tmp/cleared993; echo x > keep/new; echo x > new")
found = sorted(str(f.relative_to("/tmp/cleared993")) for f in Path("/tmp/cleared993").rglob("*"))
expect("--tmp-keep: what was there before", found, ["keep", "keep/old"])
shutil.rmtree("/tmp/cleared993")
expect("nothing is left", mine(), [])
here.cleanup()
done()
