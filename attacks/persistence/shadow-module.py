# SPDX-License-Identifier: MIT
"""Goal:  our code runs in the next student's program, and in the cleaner between the two.
Means: `python3 -c` and `python3 -m` look for modules in the current folder first, and here that is
       /tmp. A file random.py or shutil.py there is what "import random" gets. A cleaner in Python
       that wants to remove the folder imports shutil from it.
"""

import os
import subprocess

from attack import DONE, attempting, denied, failed

EXERCISE = "import random; random.seed(1); print('honest work done')"
LIAR = "raise SystemExit('the module that you wanted is elsewhere')\n"


def run(_brief):
    attempting()
    try:
        for name in ("random.py", "shutil.py"):
            with open(name, "w", encoding="ascii") as file:
                file.write(LIAR)
    except OSError as why:
        return denied("a file in the current folder", why)
    return DONE


def victim(_brief):
    """A student whose exercise is one line."""
    command = ["/usr/bin/python3", "-c", EXERCISE]
    try:
        done = subprocess.run(command, timeout=10, check=False).returncode == 0
    except PermissionError:  # where processes are refused
        os.execv(command[0], command)
    except OSError:  # no room for a process at all: the exercise is done on paper
        return DONE
    return DONE if done else failed(EXERCISE, "it did not run")


ATTACK = {
    "effect": "the next student's import of a standard module runs other code",
    "means": "random.py and shutil.py in the current folder",
    "oracle": "victim",
    "scene": "before-victim",
    "id": "PERS-11",
    "attack_id": "T1574, CWE-427, CWE-459",
    "remedy": "a folder for each student; python3 -I or -P; a cleaner that is not run in /tmp",
    "refs": ["Python: -P"],
    "run": run,
    "victim": victim,
}
