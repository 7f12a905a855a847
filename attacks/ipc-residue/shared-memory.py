# SPDX-License-Identifier: MIT
"""shared-memory.py - Python cleans up, if it is allowed to.

Goal: another student's work.
Means: multiprocessing.shared_memory makes a file in /dev/shm. Python's resource tracker removes it
at the end, but only if the program ends as a program should: os._exit, a crash or a kill for
exceeding a limit leave it. The next one attaches it by the name that both know.
"""

from multiprocessing import resource_tracker, shared_memory

from attack import DONE, attempting, denied, honest, loot


def run(brief):
    attempting()
    try:
        block = shared_memory.SharedMemory(brief.name)
    except (OSError, ImportError) as why:
        return denied("SharedMemory", why)
    loot(bytes(block.buf[:64]).rstrip(b"\0"))
    block.close()
    return DONE


def victim(brief):
    """As if killed before it cleaned up: the tracker is told to forget the block."""
    try:
        block = shared_memory.SharedMemory(brief.name, create=True, size=4096)
    except (OSError, ImportError):
        return honest(brief)
    block.buf[: len(brief.secret)] = brief.secret.encode()
    block.close()
    resource_tracker.unregister(f"/{brief.name}", "shared_memory")
    return DONE


ATTACK = {
    "effect": "the next student reads the last one's shared memory",
    "means": "multiprocessing.shared_memory of a program that did not end as it should",
    "oracle": "secret:victim",
    "scene": "after-victim",
    "id": "IPC-05",
    "attack_id": "T1005, CWE-459, CWE-226",
    "remedy": "empty /dev/shm as well as /tmp",
    "refs": ["shm_overview(7)"],
    "run": run,
    "victim": victim,
}
