# SPDX-License-Identifier: MIT
"""files-in-cwd.py - files beside the program.

Write, read, append, rename, copy, walk, remove, with relative names. What breaks it: a Landlock
ruleset without the right to rename between folders (EXDEV), a working directory nobody can write.
Like a careful student, the program goes to the temporary folder when it may not write here.
"""

import os
import shutil
import tempfile

from attack import DONE


def workshop(name):
    """A new folder in the working directory, or in the temporary one."""
    try:
        os.mkdir(name)
        return name
    except OSError:
        return tempfile.mkdtemp()


def run(brief):
    here = workshop(f"{brief.name}-work")
    os.chdir(here)
    with open("draft.txt", "w") as file:
        file.write("one\n")
    with open("draft.txt", "a") as file:
        file.write("two\n")
    os.mkdir("final")
    os.rename("draft.txt", "final/text.txt")
    shutil.copy("final/text.txt", "copy.txt")
    for folder, folders, files in os.walk("."):
        print(folder, sorted(folders), sorted(files))
    with open("copy.txt") as file:
        print(file.read().split())
    shutil.rmtree("final")
    print(os.listdir("."))
    os.chdir("..")
    shutil.rmtree(here, ignore_errors=True)
    return DONE


ATTACK = {
    "effect": "files beside the program can be used",
    "means": "open, rename between folders, shutil.copy, os.walk, rmtree",
    "oracle": "done",
    "id": "B13",
    "expect": ". ['final'] ['copy.txt']\n"
              "./final [] ['text.txt']\n"
              "['one', 'two']\n"
              "['copy.txt']\n",
    "run": run,
}
