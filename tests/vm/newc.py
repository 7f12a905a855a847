#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""newc.py FOLDER - an initial ramdisk of it, on stdout: the "newc" archive that the kernel unpacks."""

import os
import sys
from pathlib import Path


def entry(name, mode, data, number):
    fields = [number, mode, 0, 0, 1, 0, len(data), 0, 0, 0, 0, len(name) + 1, 0]
    head = b"070701" + b"".join(b"%08X" % field for field in fields) + name + b"\0"
    return head + b"\0" * (-len(head) % 4) + data + b"\0" * (-len(data) % 4)


def main():
    top = Path(sys.argv[1])
    for number, path in enumerate(sorted(top.rglob("*")), 1):
        mode = path.lstat().st_mode
        data = os.readlink(path).encode() if path.is_symlink() else b"" if path.is_dir() else path.read_bytes()
        sys.stdout.buffer.write(entry(os.fsencode(path.relative_to(top)), mode, data, number))
    sys.stdout.buffer.write(entry(b"TRAILER!!!", 0, b"", 0))


main()
