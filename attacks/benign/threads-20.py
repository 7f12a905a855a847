# SPDX-License-Identifier: MIT
"""threads-20.py - twenty threads at once.

A barrier keeps all of them alive together. What breaks it: clone3 refused with EPERM instead of
ENOSYS, a task limit below 21, and an address space too small for twenty stacks and heaps.
"""

import threading

from attack import DONE

THREADS = 20


def run(brief):
    everybody = threading.Barrier(THREADS)
    lock = threading.Lock()
    total = 0

    def work(n):
        nonlocal total
        everybody.wait()
        with lock:
            total += n * n

    threads = [threading.Thread(target=work, args=(n,)) for n in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(total)
    return DONE


ATTACK = {
    "effect": "twenty threads work together",
    "means": "threading.Thread, Barrier and Lock",
    "oracle": "done",
    "seconds": 4,
    "quick": True,
    "id": "B05",
    "expect": f"{sum(n * n for n in range(THREADS))}\n",
    "run": run,
}
