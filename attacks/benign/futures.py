# SPDX-License-Identifier: MIT
"""futures.py - a pool of threads.

concurrent.futures with eight workers, results in order and as they come, an exception carried
over. Each thread reserves a stack and a heap: RLIMIT_AS sees that, RLIMIT_NPROC counts the tasks.
"""

import concurrent.futures

from attack import DONE


def collatz(n):
    steps = 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    return steps


def run(brief):
    with concurrent.futures.ThreadPoolExecutor(max_workers=8) as pool:
        print(list(pool.map(collatz, range(1, 11))))
        jobs = {pool.submit(collatz, n): n for n in (27, 97, 871)}
        for job in concurrent.futures.as_completed(jobs):
            jobs[job] = (jobs[job], job.result())
        print(sorted(jobs.values()))
        print(type(pool.submit(int, "no number").exception()).__name__)
    return DONE


ATTACK = {
    "effect": "a pool of threads answers",
    "means": "concurrent.futures.ThreadPoolExecutor",
    "oracle": "done",
    "id": "B06",
    "expect": "[0, 1, 7, 2, 5, 8, 16, 3, 19, 6]\n[(27, 111), (97, 118), (871, 178)]\nValueError\n",
    "run": run,
}
