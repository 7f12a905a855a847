# SPDX-License-Identifier: MIT
"""numpy-linalg.py - linear algebra on all processors.

OpenBLAS starts a thread per processor when it is loaded, and each wants memory. Under a small
RLIMIT_AS it does not fail, it spins for ever; a refused sched_getaffinity or a task limit of 1
breaks it as well.
"""

from attack import DONE

SIZE = 600


def run(brief):
    import numpy as np

    a = np.arange(SIZE * SIZE, dtype=float).reshape(SIZE, SIZE) % 7
    m = a @ a.T + SIZE * np.eye(SIZE)
    x = np.linalg.solve(m, np.ones(SIZE))
    print(int(np.trace(a @ a.T)) == int((a * a).sum()))
    print(bool(np.allclose(m @ x, 1)))
    print(bool((np.linalg.eigvalsh(m) > 0).all()))
    return DONE


ATTACK = {
    "effect": "numpy multiplies and solves",
    "means": "numpy with a threaded OpenBLAS: dot, solve, eigvalsh",
    "oracle": "done",
    "needs": ["numpy"],
    "quick": True,
    "id": "B16",
    "expect": "True\nTrue\nTrue\n",
    "run": run,
}
