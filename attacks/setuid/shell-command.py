# SPDX-License-Identifier: MIT
"""Goal:  privilege.
Means: /bin/sh -c. The interpreter has become a shell by execve, and with it every hook that sat in
       the interpreter is gone; the shell starts the set-user-id program.
"""

import os

from attack import attempting, denied


def run(brief):
    attempting()
    try:
        os.execv("/bin/sh", ["sh", "-c", f"{brief.helpers}/setuid; exit $?"])
    except OSError as why:
        return denied("/bin/sh", why)


ATTACK = {
    "effect": "a child of the student's process becomes root",
    "means": "a set-user-id program, started by /bin/sh -c",
    "oracle": "creds",
    "needs": ["ids"],
    "id": "SUID-01",
    "attack_id": "T1548.001, T1059.004, CWE-250",
    "remedy": "no_new_privs, which children inherit; nosuid mounts",
    "run": run,
}
