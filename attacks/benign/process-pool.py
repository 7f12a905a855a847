# SPDX-License-Identifier: MIT
"""process-pool.py - a pool of processes, a queue and a lock.

multiprocessing makes its locks of named semaphores: it needs a /dev/shm, which functions do not
have, and socket pairs and processes, which filters deny by policy.
"""

import math
import multiprocessing

from attack import DONE


def count(queue, lock, counter, times):
    for _ in range(times):
        with lock:
            counter.value += 1
    queue.put(times)


def run(brief):
    context = multiprocessing.get_context("fork")
    with context.Pool(2) as pool:
        print(pool.map(math.factorial, range(10)))
    queue, lock, counter = context.Queue(), context.Lock(), context.Value("i", 0)
    workers = [context.Process(target=count, args=(queue, lock, counter, n)) for n in (200, 300)]
    for worker in workers:
        worker.start()
    print(sorted(queue.get() for _ in workers))
    for worker in workers:
        worker.join()
    print(counter.value, [worker.exitcode for worker in workers])
    return DONE


ATTACK = {
    "effect": "processes share the work",
    "means": "multiprocessing: Pool, Queue, Lock, Value",
    "oracle": "done",
    "id": "B07",
    "expect": "[1, 1, 2, 6, 24, 120, 720, 5040, 40320, 362880]\n[200, 300]\n500 [0, 0]\n",
    "run": run,
}
