# SPDX-License-Identifier: MIT
"""Goal:  privilege.
Means: subprocess.run() of a set-user-id program, the way a student would.
"""

import subprocess

from attack import DONE, attempting, denied


def run(brief):
    attempting()
    try:
        helper = subprocess.run([f"{brief.helpers}/setuid"], timeout=5)
    except (OSError, subprocess.SubprocessError) as why:
        return denied("setuid helper", why)
    return denied("setuid helper", "it has no privilege") if helper.returncode else DONE


ATTACK = {
    "effect": "a child of the student's process becomes root",
    "means": "subprocess.run() of a set-user-id program",
    "oracle": "creds",
    "needs": ["ids"],
    "quick": True,
    "id": "SUID-01",
    "attack_id": "T1548.001, CWE-250",
    "remedy": "no_new_privs; nosuid mounts",
    "refs": ["prctl(2), PR_SET_NO_NEW_PRIVS"],
    "run": run,
}
