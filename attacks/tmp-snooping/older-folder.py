# SPDX-License-Identifier: MIT
"""older-folder.py - the cleaner leaves what was there before.

Goal: another student's work.
Means: the shim's folder, /tmp/shimmy, is older than any submission, and of the same user. A cleaner
that must not remove it, nor the requests in it, and so does not look into it, leaves there what a
student put beside them.
"""

from attack import DONE, attempting, denied, failed, loot, submit

PLATFORM = "/tmp/shimmy"


def run(brief):
    submit("0")
    attempting()
    try:
        with open(f"{PLATFORM}/{brief.name}", "rb") as file:
            loot(file.read())
    except OSError as error:
        return denied("open", error)
    return DONE


def victim(brief):
    submit(brief.answer)
    why = None
    for folder in PLATFORM, ".":  # ".": who may write nowhere else has a folder of one's own
        try:
            with open(f"{folder}/{brief.name}", "w") as file:
                file.write(brief.secret)
            return DONE
        except OSError as error:
            why = error
    return failed("open", why)


ATTACK = {
    "effect": "the next student reads the last one's file",
    "means": "a file beside the requests in the platform's own folder",
    "oracle": "secret:victim",
    "scene": "after-victim",
    "grader": "file",
    "attack_id": "T1074.001, CWE-459",
    "remedy": "remove what is new, in older folders too",
    "run": run,
    "victim": victim,
}
