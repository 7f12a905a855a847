# SPDX-License-Identifier: MIT
"""exact-numbers.py - decimal, fractions and ten thousand digits.

Nothing but processor time: a limit on it that is meant for "hello, world" ends it. In a warm
process, the precision that an earlier student set would change its results; it sets its own.
"""

import decimal
import fractions
import hashlib

from attack import DONE

DIGITS = 10_000


def run(brief):
    with decimal.localcontext() as context:
        context.prec = DIGITS
        root = decimal.Decimal(2).sqrt()
        print(str(root)[:20], hashlib.sha256(str(root).encode()).hexdigest()[:16])
    print(decimal.Decimal("0.1") + decimal.Decimal("0.2"), 0.1 + 0.2)
    harmonic = sum(fractions.Fraction(1, n) for n in range(1, 31))
    print(harmonic)
    print(pow(3, 10**30, 10**9 + 7), (2**4423 - 1) % 1_000_003)
    return DONE


ATTACK = {
    "effect": "ten thousand digits are exact",
    "means": "decimal, fractions, long integers",
    "oracle": "done",
    "id": "B04",
    "expect": "1.414213562373095048 6453606a8feff3b9\n0.3 0.30000000000000004\n"
              "9304682830147/2329089562800\n965115194 867169\n",
    "run": run,
}
