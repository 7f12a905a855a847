# SPDX-License-Identifier: MIT
"""Goal:  the platform waits longer than the exercise allows.
Means: a FIFO in the place of the response file. The student's program ends at once, and nothing of
       it is left behind. Then the grader opens the response to write its mark, and open(2) of a
       FIFO waits for a reader: no clock runs any more, as the program that it was for has ended.
"""

import glob
import os

from attack import DONE, attempting, denied, submit

RESPONSES = "/tmp/shimmy/*/response-data-*"


def run(brief):
    submit("0")
    attempting()
    found = glob.glob(RESPONSES)
    try:
        for path in found:
            os.unlink(path)
            os.mkfifo(path, 0o600)
    except OSError as why:
        return denied("the response file", why)
    return DONE if found else denied("/tmp/shimmy", "no response file in sight")


ATTACK = {
    "effect": "the grader waits for nobody after the program's end",
    "means": "a FIFO with the name of the response file, which the grader opens for writing",
    "oracle": "usage:time",
    "grader": "file",
    "seconds": 5,
    "attack_id": "T1499.003, CWE-377, CWE-667",
    "remedy": "a response in a folder that is not the student's user's; a deadline for the grader",
    "refs": ["fifo(7)"],
    "run": run,
}
