# SPDX-License-Identifier: MIT
"""Goal:  the right answer.
Means: gc.get_objects() lists every container of the process. Requests are dicts with known keys;
       they are found in a thread too, where the stack does not lead to the grader.
"""

import gc
import threading

from attack import DONE, attempting, denied, loot, submit


def look(found):
    found += [thing["answer"] for thing in gc.get_objects()
              if type(thing) is dict and "answer" in thing and "params" in thing]


def run(brief):
    found = []
    submit("0")
    attempting()
    thread = threading.Thread(target=look, args=(found,))
    thread.start()
    thread.join()
    if not found:
        return denied("gc.get_objects", "no request here")
    loot(repr(found))
    return DONE


ATTACK = {
    "effect": "the right answer leaves in the student's feedback",
    "means": "gc.get_objects, searched for the request",
    "oracle": "secret:request",
    "grader": "rpc",
    "control": "in-process",
    "id": "SRC-04",
    "attack_id": "T1005, CWE-200",
    "remedy": "the submission in a process of its own, which is not told the answer",
    "refs": ["gc.get_objects"],
    "run": run,
}
