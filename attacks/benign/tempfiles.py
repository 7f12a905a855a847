# SPDX-License-Identifier: MIT
"""tempfiles.py - temporary files, as the manual says.

Named, unnamed and a whole folder. What breaks it: RLIMIT_FSIZE at 0, a cleaner that runs while the
program does, folders in which nothing may be removed, a TMPDIR that does not exist.
"""

import os
import tempfile

from attack import DONE


def run(brief):
    with tempfile.TemporaryFile() as file:
        file.write(b"x" * 100_000)
        file.seek(0)
        print(len(file.read()))
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write("named")
        file.flush()
        with open(file.name) as again:
            print(again.read())
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "a"), "w") as file:
            file.write("in a folder")
        print(os.listdir(folder))
    print(os.path.exists(folder))
    return DONE


ATTACK = {
    "effect": "temporary files work and vanish",
    "means": "TemporaryFile, NamedTemporaryFile, TemporaryDirectory",
    "oracle": "done",
    "quick": True,
    "id": "B12",
    "expect": "100000\nnamed\n['a']\nFalse\n",
    "run": run,
}
