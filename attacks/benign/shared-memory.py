# SPDX-License-Identifier: MIT
"""shared-memory.py - two mebibytes of shared memory.

RLIMIT_FSIZE counts the object in /dev/shm as a file: 1 MiB of it is an OSError. Python starts a
process of its own that is to remove what a crash leaves (resource_tracker): where no process may be
started this fails, though the program asked for none.
"""

from multiprocessing import shared_memory

from attack import DONE

SIZE = 2 << 20


def run(brief):
    memory = shared_memory.SharedMemory(create=True, size=SIZE)
    again = shared_memory.SharedMemory(name=memory.name)
    try:
        memory.buf[SIZE - 6:SIZE] = b"shared"
        print(bytes(again.buf[SIZE - 6:SIZE]).decode(), again.size)
    finally:
        again.close()
        memory.close()
        memory.unlink()
    return DONE


ATTACK = {
    "effect": "memory is shared by its name",
    "means": "multiprocessing.shared_memory.SharedMemory of 2 MiB",
    "oracle": "done",
    "id": "B09",
    "expect": f"shared {SIZE}\n",
    "run": run,
}
