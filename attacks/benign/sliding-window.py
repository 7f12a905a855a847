# SPDX-License-Identifier: MIT
"""sliding-window.py - a file is read through a window, again and again.

Each time 15 MiB are mapped, read-only and shared, and given back: at any time there is one mapping. Who
counts what was ever mapped refuses it in the end.
"""

import mmap
import tempfile

from attack import DONE

SIZE = 15 << 20


def run(brief):
    with tempfile.TemporaryFile() as file:
        file.write(b"x" * SIZE)
        file.flush()
        count = 0
        for _ in range(40):
            with mmap.mmap(file.fileno(), SIZE, access=mmap.ACCESS_READ) as window:
                count += window[5] == ord("x")
    print(count)
    return DONE


ATTACK = {
    "effect": "a file is read",
    "means": "forty mappings of 15 MiB, one after the other",
    "oracle": "done",
    "expect": "40\n",
    "run": run,
}
