# SPDX-License-Identifier: MIT
"""Goal:  the next student's right answer becomes wrong.
Means: PATH in the warm process's os.environ. The next student's program calls a tool, and the
       shell finds the attacker's program of that name first. Cleaning the environment once, at the
       start of the instance, does not help: it is written afterwards.
"""

import os
import subprocess

from attack import DONE, attempting, denied, failed, honest, submit


def run(brief):
    folder = f"/tmp/{brief.name}"
    submit("0")
    attempting()
    if brief.again:
        return DONE
    try:
        os.mkdir(folder)
        with open(f"{folder}/expr", "w") as file:
            file.write("#!/bin/sh\necho 0\n")
        os.chmod(f"{folder}/expr", 0o755)
    except OSError as why:
        return denied(folder, why)
    os.environ["PATH"] = folder + ":" + os.environ.get("PATH", "/usr/bin:/bin")
    return DONE


def victim(brief):
    """Calculates with expr(1), where programs may be started, else alone."""
    try:
        found = subprocess.run(["expr", "6", "*", "7"], capture_output=True, text=True).stdout
    except OSError:
        found = str(6 * 7)
    return honest(brief) if found.strip() == "42" else failed("expr", found)


ATTACK = {
    "effect": "the next student's program runs the attacker's tool and is marked wrong",
    "means": "PATH in os.environ of the warm process, with a folder of the attacker's in front",
    "oracle": "grade:spoiled",
    "scene": "before-victim",
    "grader": "rpc",
    "control": "in-process",
    "id": "PERS-10",
    "attack_id": "T1574.007, CWE-426",
    "remedy": "an environment built from a list for each submission's own process",
    "run": run,
    "victim": victim,
}
