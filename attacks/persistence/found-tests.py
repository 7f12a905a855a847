# SPDX-License-Identifier: MIT
"""Goal:  our code runs in the next student's program.
Means: a name that is looked for. `python3 -m unittest` runs every file of the folder that is called
       test*.py, whoever put it there; build tools and linters find their files alike. No module
       is shadowed: the next student's own files and imports are all as they should be.
"""

import os
import subprocess

from attack import DONE, attempting, denied, failed

FOLDER = "exercise"  # the exercise's folder; in the current one
PLANTED = "import os\nos._exit(1)\n"
TEST = """\
import unittest


class Sum(unittest.TestCase):
    def test_sum(self):
        self.assertEqual(sum(range(4)), 6)
"""


def run(_brief):
    attempting()
    try:
        os.makedirs(FOLDER, exist_ok=True)
        with open(f"{FOLDER}/test_all.py", "w", encoding="ascii") as file:
            file.write(PLANTED)
    except OSError as why:
        return denied(f"{FOLDER}/test_all.py", why)
    return DONE


def victim(_brief):
    """An exercise in testing; where files or processes are refused it is done on paper."""
    try:
        os.makedirs(FOLDER, exist_ok=True)
        with open(f"{FOLDER}/test_sum.py", "w", encoding="ascii") as file:
            file.write(TEST)
        tested = subprocess.run(["/usr/bin/python3", "-m", "unittest", "-q"], cwd=FOLDER,
                                check=False, stderr=subprocess.DEVNULL)
    except OSError:
        return DONE
    return DONE if tested.returncode == 0 else failed("the tests", tested.returncode)


ATTACK = {
    "effect": "the next student's tests run the attacker's file, and fail",
    "means": "a file with a name for which `python3 -m unittest` looks",
    "oracle": "victim",
    "scene": "before-victim",
    "attack_id": "T1546, CWE-427, CWE-459",
    "remedy": "a folder for each student; an emptied /tmp; tests that are named, not found",
    "refs": ["Python: unittest, Test Discovery"],
    "run": run,
    "victim": victim,
}
