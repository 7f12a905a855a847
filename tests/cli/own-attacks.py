#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""Attacks of one's own, outside the tree, from the first version to the matrix: ordeal new, ordeal
build, run --attack-dir; the line that explain prints runs the same cell again; and whatever
students could not run is an error of loading, by name."""

import json
import os
import shlex
import shutil

from lib import SCRATCH, done, expect, measure, ordeal

C = """const char *secret = getenv("AWS_SECRET_ACCESS_KEY");

	errno = 0;
	if (secret)
		loot(secret, strlen(secret));
	return CLAIM_DONE;"""
PYTHON = """import os
    print(os.environ.get("AWS_SECRET_ACCESS_KEY", ""), flush=True)
    return 0"""
CHANGES = {  # the primitive, in place of the template's
    "peek.c": ('errno = ENOSYS;\n\treturn denied("the primitive is not written yet");', C),
    "peek-sh.sh": ('denied "the primitive is not written yet"', 'echo "$AWS_SECRET_ACCESS_KEY"; exit 0'),
    "peek-py.py": ('return denied("the primitive", "it is not written yet")', PYTHON),
}
mine = SCRATCH / "mine"
for file, (old, new) in CHANGES.items():
    said = ordeal("new", "attack", "--dir", mine, "my-row", file)
    expect(f"new {file}", (said.returncode, said.stdout), (0, f"wrote {mine}/my-row/{file}\n"))
    source = mine / "my-row" / file
    text = source.read_text()
    expect(f"{file}: the primitive has its place", old in text)
    source.write_text(text.replace(old, new).replace(
        "#include <errno.h>", "#include <errno.h>\n#include <stdlib.h>\n#include <string.h>"))
expect("a taken name", ordeal("new", "attack", "--dir", mine, "my-row", "peek.py").returncode, 2)
expect("no folder and no tree", ordeal("new", "attack", "my-row", "x.c").returncode, 2)
(mine / "my-row/helper.py").write_text("# lies beside an attack, and is none\n")
said = ordeal("build", mine)
expect("build", (said.returncode, sorted(said.stdout.split())),
       (0, sorted(f"{mine}/my-row/{name}.json" for name in ("peek", "peek-sh", "peek-py"))))
expect("flags for an editor", "-I" in ordeal("build", "--flags").stdout)

CLEANS = "env -i PATH=/usr/bin:/bin {command}"
run = measure("--attack-dir", mine, "--defence-cmd", CLEANS, "--defence-cmd", "nice {command}",
              "-a", "my-row", "-d", "none", "-d", "given*", codes=[0])
for attack in "peek", "peek-sh", "peek-py":
    expect(f"{attack} undefended", run.verdict(f"my-row/{attack}"), "breached")
    expect(f"{attack} under {CLEANS}", run.verdict(f"my-row/{attack}", "given"), "held")
    expect(f"{attack} under nice", run.verdict(f"my-row/{attack}", "given-2"), "breached")

# The line that explain prints is all that is needed, and is about this cell.
for column in "none", "given", "given-2":
    words = shlex.split(ordeal("explain", "my-row/peek", column, run.path).stdout.splitlines()[-1])
    expect(f"{column}: a command", words[:4], ["ordeal", "replay", "my-row/peek", column])
    again = ordeal(*words[1:])
    expect(f"{column}: the same verdict", again.stdout.splitlines()[:1],
           [f"my-row/peek under {column}: {run.verdict('my-row/peek', column)}"])
report = ordeal("report", run.path, "-f", "junit").stdout
expect("reports print it too", f"--attack-dir {mine}" in report)

# What cannot be built.
(mine / "my-row/bad.c").write_text("const struct attack attack = nonsense;\n")
said = ordeal("build", mine)
expect("it does not compile", (said.returncode, "bad.c does not compile" in said.stderr), (2, True))
(mine / "my-row/bad.c").unlink()
expect("no such file", ordeal("build", mine / "nothing.c").returncode, 2)
expect("no attack", ordeal("build", mine / "my-row/helper.py").returncode, 2)

# What students could not run is no attack that fails.
ABOUT = {"language": "sh", "effect": "e", "means": "m", "oracle": "sink"}


def loads(what, prepare, says, about=None):
    """A folder with one manifest and what `prepare` puts beside it; `says` None: it is taken."""
    folder = SCRATCH / "wrong"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / "x.json").write_text(json.dumps(about or ABOUT))
    prepare(folder)
    said = ordeal("list", "attacks", "--attack-dir", folder)
    expect(what, said.returncode, 2 if says else 0)
    if says:
        expect(f"{what}: says why", (says in said.stderr, "wrong/x" in said.stderr), (True, True))


def program(mode, name="x"):
    def prepare(folder):
        (folder / name).write_text("#!/bin/sh\n")
        (folder / name).chmod(mode)
    return prepare


def nothing(folder):
    pass


loads("a program", program(0o755), None)
loads("no program", nothing, "no program beside it")
loads("not executable", program(0o644), "Permission denied")
loads("a script needs no such bit", program(0o644, "x.sh"), None)
if not os.geteuid():
    loads("only its owner's", program(0o700), "may not run it")
    loads("only its owner's to read", program(0o600, "x.sh"), "may not read it")
loads("argv without its program", nothing, "No such file", dict(ABOUT, argv=["x"]))
loads("argv without the machine's", nothing, "/usr/bin/no-such", dict(ABOUT, argv=["/usr/bin/no-such"]))
loads("no oracle", program(0o755), '"oracle" is missing', {k: ABOUT[k] for k in ABOUT if k != "oracle"})
loads("some other JSON", lambda folder: (program(0o755)(folder),
                                         (folder / "package.json").write_text('{"name": "x"}')), None)
done()
