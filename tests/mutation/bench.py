# SPDX-License-Identifier: MIT
"""Where mutants are built and measured: a copy of the build, in which each mutant is a column.

Columns of one `ordeal run` share its oracles and its controls, so that a mutant costs its own cells
only: those that it is asked about, not a whole matrix.
"""

import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

SANDBOX = "box/bin/ordeal-sandbox"
BUILT = ["musl/lib", "musl/sandbox", "obj/lib", "obj/sandbox-tool", "gen", "policyc", SANDBOX]


class Bench:
    def __init__(self, root, build, jobs):
        self.jobs = jobs
        self.scratch = tempfile.TemporaryDirectory(prefix="ordeal-mutation-")
        self.folder = Path(self.scratch.name)
        self.folder.chmod(0o755)  # the arena's students have to get in
        self.home, self.runs = self.folder / "home", 0
        shutil.copytree(build / "box", self.home / "box")
        shutil.copytree(build / "share", self.home / "share")
        shutil.copy2(build / "ordeal", self.home)
        self.source = self.folder / "source"  # as it is now: a long run outlives an edit
        for part in "sandbox", "lib":
            shutil.copytree(root / part, self.source / part)
        shutil.copy2(root / "Makefile", self.source)
        for part in BUILT:
            self.take(build / part, self.source / "build" / part)

    @staticmethod
    def take(part, to):
        to.parent.mkdir(parents=True, exist_ok=True)
        if part.is_dir():
            shutil.copytree(part, to)
        else:
            shutil.copy2(part, to)

    # --- building ---------------------------------------------------------------------------------

    def make(self, number, mutant):
        """The mutant's sandbox, by the one Makefile. None, or why it cannot be built."""
        tree = self.folder / f"tree-{number}"
        shutil.copytree(self.source, tree)
        for file, text in mutant.edits.items():
            (tree / file).write_text(text)
        made = subprocess.run(["make", "-s", "B=build", "WARN=-w", f"build/{SANDBOX}"], cwd=tree,
                              capture_output=True, text=True)
        if made.returncode == 0:
            shutil.copy2(tree / "build" / SANDBOX, self.binary(number))
        shutil.rmtree(tree)
        return made.stderr.strip() if made.returncode else None

    def make_all(self, numbered):
        with ThreadPoolExecutor(self.jobs) as pool:
            return dict(zip(numbered, pool.map(lambda n: self.make(n, numbered[n]), numbered)))

    def binary(self, number):
        return self.home / f"box/bin/mutant-{number}"

    def same_as_ours(self, number):
        return self.binary(number).read_bytes() == (self.home / SANDBOX).read_bytes()

    # --- measuring --------------------------------------------------------------------------------

    def column(self, number, base):
        """A column like `base`, with the mutant's sandbox in it. Its name."""
        name = f"mutant-{number}-{base}"
        folder = self.home / "share/defences"
        text = (folder / f"{base}.defence").read_text()
        (folder / f"{name}.defence").write_text(
            text.replace("/opt/ordeal/bin/ordeal-sandbox", f"/opt/ordeal/bin/mutant-{number}")
                .replace(f'"{base}";', f'"{name}";', 1))
        return name

    def measure(self, wanted, repeat=1):
        """Verdicts and milliseconds of these (attack, column); one breach among many runs is a breach."""
        self.runs += 1
        file, cells = self.folder / f"run-{self.runs}.jsonl", self.folder / f"cells-{self.runs}.json"
        by = {}
        for attack, column in wanted:
            by.setdefault(attack, {})[column] = True
        cells.write_text(json.dumps(by))
        words = [word for column in sorted({column for _, column in wanted}) for word in ("-d", column)]
        done = subprocess.run([self.home / "ordeal", "run", "-j", str(self.jobs), "--repeat", str(repeat), "-o",
                               file, "--cells", cells, *words],
                              capture_output=True, text=True, cwd=self.folder)
        if done.returncode not in (0, 3):
            sys.exit(f"ordeal run: exit code {done.returncode}\n{done.stderr}")
        return self.verdicts(file)

    @staticmethod
    def verdicts(file):
        text = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
        lines = [line for line in map(json.loads, text.splitlines()) if line["type"] == "cell"]
        return ({(line["attack"], line["defence"]): line["verdict"] for line in lines},
                {(line["attack"], line["defence"]): sum((line["ms"] or {}).values()) for line in lines})

    def catalogue(self):
        told = subprocess.run([self.home / "ordeal", "list", "attacks", "--json"], check=True,
                              capture_output=True, text=True).stdout
        return json.loads(told)

    def drop(self, number, bases):
        """What a batch leaves behind: columns are read anew at every run."""
        for base in bases:
            (self.home / f"share/defences/mutant-{number}-{base}.defence").unlink(missing_ok=True)
        if self.binary(number).exists():
            os.unlink(self.binary(number))
