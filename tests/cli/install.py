#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""`make install` puts there what the documents name, and it works from there; `make uninstall`
removes that, and nothing that others have put beside it.
"""

import os
import re
import shutil
import subprocess

from lib import BUILD, ROOT, SCRATCH, done, expect, skip

if not shutil.which("make") or not (ROOT / "Makefile").exists():
    skip("no make, or no Makefile")
dest, prefix = SCRATCH / "dest", "/usr/local"
root = dest / prefix[1:]
ENV = {k: v for k, v in os.environ.items() if not k.startswith("MAKE")}


def make(*words):
    # What is built is taken as it is: other tests run it meanwhile.
    answer = subprocess.run(["make", "-s", "--no-print-directory", f"B={BUILD}", f"DESTDIR={dest}", f"PREFIX={prefix}",
                             "-o", "all", "-o", "bench-programs", f"STAGE={SCRATCH}/stage", *words], cwd=ROOT, env=ENV,
                            capture_output=True, text=True)
    expect(f"make {' '.join(words)}: its exit code", answer.returncode, 0)
    if answer.returncode:
        print(answer.stdout + answer.stderr)


def files():
    return {str(path.relative_to(dest)) for path in dest.rglob("*") if path.is_symlink() or not path.is_dir()}


def says(program, *words):
    return subprocess.run([root / "bin" / program, *words], cwd=SCRATCH, capture_output=True, text=True)


make("install")
before = files()
for program in ("ordeal", "ordeal-sandbox", "ordeal-bench", "bench-report"):
    expect(f"{program} --help", says(program, "--help").returncode, 0)
for page in (ROOT / "man").glob("*.[1-9]"):
    expect(f"{page.name} is there", (root / f"share/man/man{page.suffix[1:]}" / page.name).is_file())
for name in ("ordeal", "ordeal-sandbox"):
    script = root / "share/bash-completion/completions" / name
    expect(f"completion of {name}", subprocess.run(["bash", "-n", script]).returncode, 0)
expect("its catalogue", len(says("ordeal", "list", "attacks").stdout.splitlines()) > 400)
listed = re.findall(r"^(\w[\w-]*)", says("ordeal-sandbox", "--list-layers").stdout, re.M)
expect("its layers", "seccomp" in listed)
ran = says("ordeal-sandbox", "--layers", "fork", "--", "echo", "it works")
expect("the sandbox works", ran.stdout, "it works\n")
for name in ("lib/libordeal-sandbox.a", "lib/libordeal-sandbox.so", "include/ordeal_sandbox.h", "lib/pkgconfig/ordeal-sandbox.pc"):
    expect(f"the library: {name}", (root / name).is_file())
doc = root / "share/doc/ordeal"
shown = says("ordeal", "matrix", doc / "results/runs/reference/matrix.jsonl.gz", "--format", "csv")
expect("the reference run is there, and is read", [shown.returncode, len(shown.stdout) > 10000], [0, True])
for target in re.findall(r"\]\(([\w./-]+)\)", (doc / "README.md").read_text()):
    expect(f"what README.md leads to: {target}", target in ("packages",) or (doc / target).exists())
loose = [str(path) for path in root.rglob("*") if not path.is_symlink() and not path.stat().st_mode & 0o004]
expect("files that others cannot read", loose, [])

# Another's column beside ours, and a file of an older version.
own = root / "libexec/ordeal/share/defences/mine.defence"
own.write_text("# mine\n")
old = root / "libexec/ordeal/share/gone-since"
old.write_text("old\n")
with open(root / "libexec/ordeal/installed", "a", encoding="utf-8") as f:
    f.write("libexec/ordeal/share/gone-since\n")
make("install")
expect("a second time", files(), before | {str(own.relative_to(dest))})
make("uninstall")
expect("what is left", files(), {str(own.relative_to(dest))})
own.unlink()
make("install")
make("uninstall")
expect("nothing is left", files(), set())
expect("nor a folder of ours", [path for path in dest.rglob("*") if path.name in ("ordeal", "box", "defences")], [])
make("uninstall")  # twice is no error

# Completion: what it offers.
ASK = """source "$1"; COMP_WORDS=({words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
compopt() {{ :; }}
{function} "$2" "${{COMP_WORDS[-1]}}" "${{COMP_WORDS[-2]}}"; echo "${{COMPREPLY[*]}}" """


def offered(words):
    text = ASK.format(words=words, function="_ordeal_sandbox")
    return subprocess.run(["bash", "-c", text, "-", ROOT / "sandbox/ordeal-sandbox.bash", BUILD / "ordeal-sandbox"],
                          capture_output=True, text=True).stdout.split()


expect("a layer", offered("ordeal-sandbox --layers seccom"), ["seccomp"])
expect("a second layer", offered("ordeal-sandbox --layers env,land"), ["env,landlock"])
expect("an option", offered("ordeal-sandbox --allow-m"), ["--allow-missing"])
expect("a stack", "locked" in offered("ordeal-sandbox --accept-at-least ''"))
expect("a command", "true" in offered("ordeal-sandbox --layers fork -- tru"))
done()
