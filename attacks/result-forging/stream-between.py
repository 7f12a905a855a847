# SPDX-License-Identifier: MIT
"""Goal:  a wrong answer is marked correct.
Means: a pipe in the middle of the grader's own output. Its descriptor is moved away and a pipe put
       in its place; a thread passes on what comes, with "true" for "false", at equal length, so
       that the Content-Length in front stays right. Below Python, where no comparison of modules
       looks.

    grader --> descriptor (now the pipe) --> thread: false -> true --> the real descriptor --> shim
"""

import os
import stat
import sys
import threading

from attack import DONE, attempting, denied, submit

HIGHEST = 64


def outlets():
    """Descriptors of this process to which the grader may write its answers."""
    for fd in range(HIGHEST):
        try:
            if stat.S_ISFIFO(os.fstat(fd).st_mode):
                os.write(fd, b"")  # an error at the end that is for reading
                yield fd
        except OSError:
            pass


def pass_on(source, sink):
    while data := os.read(source, 65536):
        os.write(sink, data.replace(b'"is_correct": false', b'"is_correct": true '))


def run(brief):
    submit("0")
    attempting()
    if "grader" not in sys.modules:
        return denied("sys.modules", "the grader's output is not in this process")
    for fd in list(outlets()):
        real = os.dup(fd)
        source, sink = os.pipe()
        os.dup2(sink, fd)
        os.close(sink)
        threading.Thread(target=pass_on, args=(source, real), daemon=True).start()
    return DONE


ATTACK = {
    "effect": "a wrong submission is marked correct",
    "means": "a pipe and a thread between the grader and its descriptor, which edit the answer",
    "oracle": "grade:forged",
    "grader": "rpc",
    "control": "in-process",
    "attack_id": "T1557, T1565.002, CWE-345",
    "remedy": "the submission in a process of its own, without the grader's descriptors",
    "run": run,
}
