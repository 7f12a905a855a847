# SPDX-License-Identifier: MIT
"""Goal:  a file outside the student's folders.
Means: none: open() and read. It shows that the rules are there and work; what this row's other
       attacks get, they get beside a rule set that refuses this.
"""

from attack import DONE, attempting, denied, loot


def run(brief):
    attempting()
    try:
        with open("/var/task/evaluator.py", "rb") as file:
            loot(file.read())
    except OSError as why:
        return denied("open", why)
    return DONE


ATTACK = {
    "effect": "a file outside the student's folders is read",
    "means": "open() for reading, which is what the rules are there for",
    "oracle": "secret:task",
    "quick": True,
    "attack_id": "T1005, CWE-552",
    "remedy": "Landlock without /var/task",
    "refs": ["landlock(7)"],
    "run": run,
}
