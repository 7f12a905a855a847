#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""libordeal-sandbox as a stranger uses it: installed, found by pkg-config, the example built
against it, shared and static; nothing but ordeal_* is exported; the Python module."""

import os
import shutil
import subprocess
import sys

from lib import BUILD, ROOT, SCRATCH, done, expect, skip

if not shutil.which("make") or not shutil.which("pkg-config"):
    skip("no make, or no pkg-config")
dest = SCRATCH / "dest"
root = dest / "opt"
ENV = {k: v for k, v in os.environ.items() if not k.startswith("MAKE")}


def run(*words, **more):
    said = subprocess.run([str(word) for word in words], capture_output=True, text=True, timeout=100,
                          env={**ENV, **more.pop("env", {})}, **more)
    return said


made = run("make", "-s", "--no-print-directory", f"B={BUILD}", f"DESTDIR={dest}", "PREFIX=/opt",
           "install-library", cwd=ROOT)
expect("make install-library", (made.returncode, made.stderr), (0, ""))
config = {"PKG_CONFIG_PATH": str(root / "lib/pkgconfig")}
flags = run("pkg-config", "--define-prefix", "--cflags", "--libs", "ordeal-sandbox", env=config).stdout.split()
expect("pkg-config knows it", len(flags) == 3)
version = run("pkg-config", "--modversion", "ordeal-sandbox", env=config).stdout.strip()

# --- exports --------------------------------------------------------------------------------------
header = (ROOT / "sandbox/library/ordeal_sandbox.h").read_text()
for name, options in ("libordeal-sandbox.so.0", ["-D"]), ("libordeal-sandbox.a", ["-g"]):
    listed = run("nm", "--defined-only", *options, root / "lib" / name).stdout.splitlines()
    names = {line.split()[-1] for line in listed if len(line.split()) == 3}
    expect(f"{name}: there are names", len(names) > 5)
    expect(f"{name}: other names than the interface's", sorted(n for n in names if not n.startswith("ordeal_")), [])
    expect(f"{name}: names that the header lacks", sorted(n for n in names if f"{n}(" not in header), [])

# --- the example, 30 lines ------------------------------------------------------------------------
example = ROOT / "sandbox/library/example.c"
expect("the example is short", len(example.read_text().splitlines()) <= 30)
for how, more, env in ("shared", flags, {"LD_LIBRARY_PATH": str(root / "lib")}), \
        ("static", [flags[0], root / "lib/libordeal-sandbox.a"], {}):
    program = SCRATCH / f"example-{how}"
    built = run("cc", "-Wall", "-Wextra", "-Werror", "-o", program, example, *more)
    if not expect(f"{how}: it is compiled", (built.returncode, built.stderr), (0, "")):
        continue
    for words, code, out in ((["echo", "it works"], 0, "it works\n"), (["sh", "-c", "exit 7"], 7, ""),
                             (["sleep", "1000"], 124, ""), (["/nowhere/at/all"], 127, ""),
                             (["sh", "-c", "kill -9 $$"], 137, "")):
        said = run(program, *words, env=env)
        expect(f"{how}: {words}", (said.returncode, said.stdout), (code, out))
        expect(f"{how}: {words}: it says how it ended", f"exit status {code}," in said.stderr)
compiled = run("c++", "-Wall", "-Werror", "-x", "c++", "-fsyntax-only", root / "include/ordeal_sandbox.h") \
    if shutil.which("c++") else None
expect("the header is C++, too", compiled is None or compiled.returncode == 0)

# --- Python ---------------------------------------------------------------------------------------
sys.path.insert(0, str(root / "lib/python3/dist-packages"))
import ordeal_sandbox  # noqa: E402

STACK = "full" if run(BUILD / "box/bin/ordeal-sandbox", "--probe", "--layers", "full").returncode == 0 else "locked"
expect("version", ordeal_sandbox.version, version)
os.environ["AWS_SECRET_ACCESS_KEY"] = "secret"
ended = ordeal_sandbox.run(["sh", "-c", "cat; env; echo no >&2; exit 3"], stdin=b"given\n", layers=STACK)
expect("streams", (ended.stdout[:6], ended.stderr, ended.code, ended.end), (b"given\n", b"no\n", 3, "exit"))
expect("a built environment", b"secret" in ended.stdout, False)
expect("the caller keeps its own", os.environ["AWS_SECRET_ACCESS_KEY"], "secret")
expect("bytes are counted", ended.output[0], len(ended.stdout))
ended = ordeal_sandbox.run(["sh", "-c", "sleep 1000 & sleep 1000"], layers=STACK, wall=1)
expect("the clock", (ended.end, ended.code, ended.killed > 0 or STACK == "full"), ("wall", 124, True))
expect("none there", ordeal_sandbox.run(["/nowhere/at/all"]).end, "not-found")
other = subprocess.Popen(["sleep", "0.1"])
ordeal_sandbox.run(["true"], layers=STACK)
expect("the caller's other children are its own", other.wait(), 0)
for options in {"no-such": 1}, {"wall": "x"}, {"layers": "nonsense"}, {"layers": "fork", "wall": 1}:
    try:
        ordeal_sandbox.run(["true"], **options)
        expect(f"{options} is an error", False)
    except OSError as why:
        expect(f"{options}: a sentence", len(str(why)) > 10)
for options in {"result": "x"}, {"help": True}, {"report": "file"}, {"--wall": 1}:
    try:
        ordeal_sandbox.run(["true"], **options)
        expect(f"{options} is refused", False)
    except ValueError as why:
        expect(f"{options}: a sentence", len(str(why)) > 10)
done()
