# SPDX-License-Identifier: MIT
"""one-call.py - a memory bomb between two lines of Python.

Goal: more memory than the budget.
Means: one multiplication, whose work is done in C. A budget that is checked from a trace function,
an audit hook or a signal handler gets its turn when all is over: the interpreter looks at such
things only between two instructions, and this is one.
"""

from attack import attempting, denied, hold

BYTES = 384 << 20


def run(brief):
    attempting()
    try:
        block = "x" * BYTES
    except MemoryError:
        return denied("str * int", "MemoryError")
    claim = hold()
    del block
    return claim


ATTACK = {
    "effect": "more memory than the budget",
    "means": "one multiplication of a string, which no trace function can interrupt",
    "oracle": "usage:memory",
    "id": "MEM-18",
    "attack_id": "T1499.001, CWE-770",
    "remedy": "RLIMIT_AS or RLIMIT_DATA: the kernel counts, not the interpreter",
    "run": run,
}
