# SPDX-License-Identifier: MIT
"""scipy-optimize.py - roots, integrals, a fit.

Some hundred shared libraries beside numpy's: each is an open, a stat and three mmaps. A small
RLIMIT_AS or RLIMIT_DATA ends in the import, with a message of the loader that no student can read.
"""

import os

from attack import DONE


def run(brief):
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # threads are numpy-linalg's matter
    import numpy as np
    from scipy import integrate, optimize

    print(f"{optimize.brentq(lambda x: x**3 - 2, 0, 2):.9f}")
    print(f"{integrate.quad(np.sin, 0, np.pi)[0]:.9f}")
    x = np.linspace(0, 1, 50)
    (slope, offset), _ = optimize.curve_fit(lambda x, a, b: a * x + b, x, 3 * x + 1)
    print(f"{slope:.6f} {offset:.6f}")
    best = optimize.minimize(lambda p: (p[0] - 1)**2 + (p[1] + 2)**2, [0, 0])
    print(best.success, np.round(best.x, 3).tolist())
    return DONE


ATTACK = {
    "effect": "a root, an integral and a fit are found",
    "means": "scipy: optimize, integrate",
    "oracle": "done",
    "seconds": 20,
    "needs": ["scipy"],
    "id": "B17",
    "expect": "1.259921050\n2.000000000\n3.000000 1.000000\nTrue [1.0, -2.0]\n",
    "run": run,
}
