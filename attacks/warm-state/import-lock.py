# SPDX-License-Identifier: MIT
"""Goal:  the next student gets no answer.
Means: the interpreter's import lock, taken by a thread that stays behind and does not give it back
       for four seconds. Whoever imports a module waits; there is no time limit and no owner to be
       asked.
"""

import _imp
import threading
import time
from concurrent.futures import ThreadPoolExecutor, TimeoutError

from attack import DONE, attempting, failed, honest, submit

HELD = 4  # seconds


def sit(taken):
    _imp.acquire_lock()
    taken.set()
    time.sleep(HELD)
    _imp.release_lock()


def run(brief):
    submit("0")
    attempting()
    if not brief.again:
        taken = threading.Event()
        threading.Thread(target=sit, args=(taken,), daemon=True).start()
        taken.wait(1)
    return DONE


def steps():
    import graphlib

    return list(graphlib.TopologicalSorter({"b": "a"}).static_order())


def victim(brief):
    """An exercise with a limit of one second."""
    pool = ThreadPoolExecutor(1)
    try:
        order = pool.submit(steps).result(timeout=1)
    except TimeoutError:
        return failed("the order of steps", "no result in a second")
    return honest(brief) if order == ["a", "b"] else failed("the order of steps", order)


ATTACK = {
    "effect": "the next student's program waits for the attacker and is too late",
    "means": "a thread left in the warm process holds the import lock",
    "oracle": "grade:spoiled",
    "scene": "before-victim",
    "grader": "rpc",
    "control": "in-process",
    "id": "WARM-14",
    "attack_id": "T1499, CWE-833",
    "remedy": "a process of its own for each submission, and its end before the next",
    "run": run,
    "victim": victim,
}
