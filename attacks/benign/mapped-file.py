# SPDX-License-Identifier: MIT
"""mapped-file.py - a file of records, changed in place.

mmap and struct on a file of half a mebibyte, grown while it is mapped. What breaks it:
RLIMIT_FSIZE, a filter on mremap, a Landlock rule set without the right to truncate.
"""

import mmap
import struct
import tempfile

from attack import DONE

RECORD = struct.Struct("<I12s")


def run(brief):
    with tempfile.TemporaryFile() as file:
        for n in range(32_768):
            file.write(RECORD.pack(n, f"name {n}".encode()))
        file.flush()
        with mmap.mmap(file.fileno(), 0) as records:
            RECORD.pack_into(records, 20_000 * RECORD.size, 1, b"changed")
            records.resize(len(records) + RECORD.size)
            records[-RECORD.size:] = RECORD.pack(2, b"appended")
            print(len(records), records.find(b"name 777\0") // RECORD.size)
            records.flush()
        file.seek(20_000 * RECORD.size)
        print(RECORD.unpack(file.read(RECORD.size))[1].rstrip(b"\0").decode())
        file.seek(-RECORD.size, 2)
        print(RECORD.unpack(file.read())[0])
    return DONE


ATTACK = {
    "effect": "records in a mapped file are changed",
    "means": "mmap.mmap of a file, resize, struct",
    "oracle": "done",
    "id": "B14",
    "expect": "524304 777\nchanged\n2\n",
    "run": run,
}
