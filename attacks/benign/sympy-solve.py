# SPDX-License-Identifier: MIT
"""sympy-solve.py - algebra.

The library of the answer checkers themselves. It imports 400 modules: whatever looks at each
open(2) is felt here, and so is a limit on processor time that is meant for small programs.
"""

from attack import DONE


def run(brief):
    import sympy as sp

    x = sp.symbols("x")
    print(sp.solve(x**2 - 5 * x + 6, x))
    print(sp.diff(sp.sin(x) * sp.exp(x), x))
    print(sp.integrate(2 * x, (x, 0, 3)))
    print(sp.expand((x - 1)**3), sp.factor(x**3 - 1))
    return DONE


ATTACK = {
    "effect": "equations are solved",
    "means": "sympy: solve, diff, integrate, expand, factor",
    "oracle": "done",
    "seconds": 20,
    "needs": ["sympy"],
    "id": "B17",
    "expect": "[2, 3]\nexp(x)*sin(x) + exp(x)*cos(x)\n9\nx**3 - 3*x**2 + 3*x - 1 (x - 1)*(x**2 + x + 1)\n",
    "run": run,
}
