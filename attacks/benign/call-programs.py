# SPDX-License-Identifier: MIT
"""call-programs.py - a program that calls another.

Scripting courses do it in the second week. A defence that denies execve, fork or setsid denies
this: that may be its policy, and here is its price.
"""

import os
import subprocess
import sys

from attack import DONE


def run(brief):
    sort = subprocess.run(["sort"], input="b\na\n", capture_output=True, text=True)
    print(sort.stdout.split(), sort.returncode)
    apart = subprocess.run(["echo", "apart"], capture_output=True, start_new_session=True)
    print(apart.stdout.decode().strip())
    sys.stdout.flush()
    print(os.waitstatus_to_exitcode(os.system("exit 3")))
    return DONE


ATTACK = {
    "effect": "other programs can be called",
    "means": "subprocess.run, start_new_session, os.system",
    "oracle": "done",
    "id": "B10",
    "expect": "['a', 'b'] 0\napart\n3\n",
    "run": run,
}
