# SPDX-License-Identifier: MIT
"""doc-tests.py - examples in comments that are run.

doctest compiles and executes text, and replaces sys.stdout while it does. An in-process sandbox
that takes away exec or guards the standard streams breaks it.
"""

import doctest

from attack import DONE


def gcd(a, b):
    """The greatest common divisor.

    >>> gcd(12, 18)
    6
    >>> [gcd(n, 10) for n in range(1, 6)]
    [1, 2, 1, 2, 5]
    >>> gcd(1, "2")
    Traceback (most recent call last):
        ...
    TypeError: unsupported operand type(s) for %: 'int' and 'str'
    """
    while b:
        a, b = b, a % b
    return a


def run(brief):
    print("before")
    runner = doctest.DocTestRunner(verbose=False)
    for test in doctest.DocTestFinder().find(gcd, "gcd", module=False, globs={"gcd": gcd}):
        print(runner.run(test))
    return DONE


ATTACK = {
    "effect": "examples in a comment are true",
    "means": "doctest",
    "oracle": "done",
    "expect": "before\nTestResults(failed=0, attempted=3)\n",
    "run": run,
}
