# SPDX-License-Identifier: MIT
"""list-folders.py - which files are there?

listdir, scandir, glob, pathlib, fnmatch, and a folder of the system. getdents64(2) is what no
interpreter starts without; a Landlock rule set that forgets READ_DIR lets files be read and not
found.
"""

import fnmatch
import glob
import os
import pathlib
import tempfile

from attack import DONE


def run(brief):
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        for name in "a.py", "b.txt", "src/c.py", "src/deep/d.py", ".hidden":
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(name * 3)
        print(sorted(os.listdir(root)))
        print(sorted(os.path.relpath(path, root) for path in
                     glob.glob(f"{folder}/**/*.py", recursive=True)))
        print(sorted((entry.name, entry.stat().st_size) for entry in os.scandir(root)
                     if entry.is_file()))
        print(sorted(path.name for path in root.rglob("*") if path.is_dir()))
        print(fnmatch.filter(os.listdir(root), "*.txt"))
    print("python3" in os.listdir("/usr/bin"))
    return DONE


ATTACK = {
    "effect": "files are found",
    "means": "os.listdir, scandir, glob, pathlib, fnmatch",
    "oracle": "done",
    "id": "B28",
    "expect": "['.hidden', 'a.py', 'b.txt', 'src']\n"
              "['a.py', 'src/c.py', 'src/deep/d.py']\n"
              "[('.hidden', 21), ('a.py', 12), ('b.txt', 15)]\n"
              "['deep', 'src']\n['b.txt']\nTrue\n",
    "run": run,
}
