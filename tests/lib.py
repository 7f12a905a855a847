# SPDX-License-Identifier: MIT
"""What the tests share: where the build is, how ordeal is run, and what its results file says.

A test is a script: it calls expect() as often as it likes and done() at its end. tests/run puts
this folder on PYTHONPATH and the build's into ORDEAL_BUILD; `tests/run build validity/04` runs one.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = Path(os.environ.get("ORDEAL_BUILD", ROOT / "build")).resolve()
ORDEAL = BUILD / "ordeal"
META = BUILD / "tests" / "meta"
SKIPPED = 77
FOREVER = 100  # seconds, for hanging only
AS_ROOT = os.geteuid() == 0  # else arenas map one id, and cgroups may be missing

# Files of a test; gone at its end, and readable by whoever an arena's root is mapped to.
scratch = tempfile.TemporaryDirectory(prefix="ordeal-test-")
SCRATCH = Path(scratch.name)
SCRATCH.chmod(0o755)

failures = 0


def expect(what, got, want=True):
    """One fact. A failure is told and remembered; the test goes on."""
    global failures
    if got == want:
        return True
    failures += 1
    print(f"{what}: {got!r}, but expected {want!r}", flush=True)
    return False


def wait_until(what, fact):
    """The fact comes true, with a deadline for hanging only. False: it is told, as by expect()."""
    deadline = time.monotonic() + FOREVER
    while not fact():
        if time.monotonic() > deadline:
            return expect(what, False)
        time.sleep(0.005)
    return True


def done():
    sys.exit(1 if failures else 0)


def skip(why):
    print(why)
    sys.exit(SKIPPED)


def ordeal(*args, program=ORDEAL, timeout=240, **more):
    """Run `ordeal ARGS` in the scratch folder; returncode, stdout, stderr as text."""
    more.setdefault("cwd", SCRATCH)
    return subprocess.run([str(program), *map(str, args)], capture_output=True, text=True,
                          timeout=timeout, stdin=subprocess.DEVNULL, **more)


class Results:
    """A results file: meta, oracles, cells by (attack, defence), end."""

    def __init__(self, path):
        self.meta = self.end = None
        self.oracles, self.cells = [], {}
        self.lines = [json.loads(line) for line in Path(path).read_text().splitlines()]
        for line in self.lines:
            if line["type"] == "cell":
                self.cells[line["attack"], line["defence"]] = line
            elif line["type"] == "oracle":
                self.oracles.append(line)
            else:
                setattr(self, line["type"], line)

    def cell(self, attack, defence="none"):
        return self.cells.get((attack, defence), {})

    def verdict(self, attack, defence="none"):
        return self.cell(attack, defence).get("verdict", "no such cell")

    def verdicts(self, defence=None, benign=False):
        """The set of verdicts of a column (of all), attacks only or benign programs only."""
        return {cell["verdict"] for cell in self.cells.values()
                if defence in (None, cell["defence"]) and cell["benign"] == benign}


count = 0


def measure(*args, program=ORDEAL, codes=(0, 3)):
    """Run `ordeal run ARGS` and read what it wrote. Another exit code than these is a failure."""
    global count
    count += 1
    path = SCRATCH / f"results-{count}.jsonl"
    done = ordeal("run", "-o", path, *args, program=program)
    if not expect(f"exit code of ordeal run {' '.join(map(str, args))}", done.returncode in codes):
        print(f"it exited with {done.returncode}\n{done.stdout}{done.stderr}")
        sys.exit(1)
    results = Results(path)
    results.path, results.code, results.stderr = path, done.returncode, done.stderr
    return results


def home(name="home", attacks=None):
    """A copy of the build that a test may spoil: ordeal finds its data beside itself. With a list
    of attacks, the box is a copy too, with no others in it."""
    folder = SCRATCH / name
    folder.mkdir()
    shutil.copy2(ORDEAL, folder / "ordeal")
    shutil.copytree(BUILD / "share", folder / "share")
    if attacks is None:
        (folder / "box").symlink_to(BUILD / "box")
        return folder
    shutil.copytree(BUILD / "box" / "bin", folder / "box" / "bin")
    for file in "attack.py", *[name + end for name in attacks for end in ("", ".py", ".json")]:
        if (BUILD / "box" / "attacks" / file).exists():
            (folder / "box" / "attacks" / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(BUILD / "box" / "attacks" / file, folder / "box" / "attacks" / file)
    return folder


def meta_folder(*names, to="meta"):
    """A folder for --attack-dir with a few of the meta attacks; their row is its name."""
    folder = SCRATCH / to
    folder.mkdir()
    for name in names:
        for file in META.glob(name + "*"):
            if file.stem == name:
                shutil.copy2(file, folder)
    return folder
