# SPDX-License-Identifier: MIT
"""Goal:  what the next student starts does something else.
Means: an empty file whose name is an option. The shell puts the names of the files in the place of
       a `*`, and the tool that gets them cannot know which word was a name: with a file "-r" in
       the folder, `sort *` sorts backwards. Nothing is overwritten, and no code is planted.
"""

import os
import subprocess

from attack import DONE, attempting, denied, failed

FOLDER = "numbers"  # what the exercise is about; in the current folder


def run(_brief):
    attempting()
    try:
        os.makedirs(FOLDER, exist_ok=True)
        with open(f"{FOLDER}/-r", "w", encoding="ascii"):
            pass
    except OSError as why:
        return denied(f"{FOLDER}/-r", why)
    return DONE


def victim(_brief):
    """An exercise with a pipeline; where files or processes are refused it is done on paper."""
    try:
        os.makedirs(FOLDER, exist_ok=True)
        with open(f"{FOLDER}/first", "w", encoding="ascii") as file:
            file.write("3\n8\n5\n")
        found = subprocess.run(["sh", "-c", f"cd {FOLDER} && sort *"], stdout=subprocess.PIPE,
                               check=False).stdout
    except OSError:
        return DONE
    return DONE if found == b"3\n5\n8\n" else failed("sort *", found)


ATTACK = {
    "effect": "the next student's tools get an option that nobody wrote, and the result is wrong",
    "means": "a file whose name is an option, in a folder where the next student says `*`",
    "oracle": "victim",
    "scene": "before-victim",
    "attack_id": "T1574, CWE-88, CWE-155, CWE-459",
    "remedy": "a folder for each student; an emptied /tmp; `--` before names, or `./*`",
    "refs": ["POSIX, Utility Syntax Guidelines 10", "glob(7)"],
    "run": run,
    "victim": victim,
}
