# SPDX-License-Identifier: MIT
"""Goal:  a file of the same user's, outside the student's folders, is changed.
Means: none: open() for writing. It shows that the rules are there and work; what this row's other
       attacks change, they change beside a rule set that refuses this.
"""

from attack import DONE, attempting, denied


def run(brief):
    attempting()
    try:
        with open("/srv/tree/notes.txt", "a", encoding="ascii") as file:
            file.write("a line by the student\n")
    except OSError as why:
        return denied("open", why)
    return DONE


ATTACK = {
    "effect": "a file outside the student's folders is changed",
    "means": "open() for writing, which is what the rules are there for",
    "oracle": "tree",
    "attack_id": "T1565.001, CWE-552",
    "remedy": "Landlock with an allow list of folders",
    "refs": ["landlock(7)"],
    "run": run,
}
