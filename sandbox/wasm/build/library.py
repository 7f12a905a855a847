# SPDX-License-Identifier: MIT
"""library.py - the files that a guest finds in place of a disk, in one file to be mapped.

    library.py OUT CPYTHON-LIB DIST-PACKAGES BOOT.py...

The standard library and sympy with mpmath, compiled, so that a guest opens none of the host's files.
The format (little-endian), read by lib_open() in memfs.c:

    "ORDEALIB"  u32 version = 1  u32 entries
    entries * { u32 path, u32 path_size, u32 data, u32 size }      offsets from the file's start;
                                                                  size 0xffffffff: a folder
    paths, data (each at a multiple of 16)

Entries are sorted by path, as bytes. The same sources give the same bytes.
"""

import importlib._bootstrap_external as external
import os
import struct
import sys

# What cannot run in a guest (no processes, no windows, no sockets), or is for who builds Python.
LEFT_OUT = {
    "test", "tests", "idlelib", "tkinter", "lib2to3", "ensurepip", "distutils", "turtledemo",
    "pydoc_data", "msilib", "curses", "dbm", "sqlite3", "venv", "wsgiref", "site-packages",
    "__pycache__", "benchmarks", "__phello__",
}
HOME = "usr/lib/python3.11"
ALIGN = 16


def compiled(path, shown):
    """Bytecode with a hash that nobody checks: there is no source beside it."""
    with open(path, "rb") as file:
        source = file.read()
    code = compile(source, shown, "exec", dont_inherit=True)
    return bytes(external._code_to_hash_pyc(code, b"\0" * 8, False))


def walk(top, place, files):
    for folder, folders, names in os.walk(top):
        folders[:] = sorted(name for name in folders if name not in LEFT_OUT)
        inner = os.path.normpath(os.path.join(place, os.path.relpath(folder, top)))
        for name in sorted(names):
            if name.endswith(".py"):
                path = os.path.join(inner, name)
                files[path + "c"] = compiled(os.path.join(folder, name), "/" + path)


def collect(lib, packages, boots):
    files = {}
    walk(lib, HOME, files)
    for package in "sympy", "mpmath":
        walk(os.path.join(packages, package), f"{HOME}/site-packages/{package}", files)
    for boot in boots:
        path = f"usr/lib/ordeal/{os.path.basename(boot)}"
        files[path + "c"] = compiled(boot, "/" + path)
    return files


def folders_of(files):
    found = {f"{HOME}/lib-dynload"}  # without it Python complains at its start
    for path in files:
        while path := os.path.dirname(path):
            found.add(path)
    return found


def pack(files):
    paths = sorted({path.encode(): files.get(path) for path in {*files, *folders_of(files)}}.items())
    start = 16 + 16 * len(paths)
    names, data, table = bytearray(), bytearray(), bytearray()
    base = start + sum(len(path) for path, _ in paths)
    base += -base % ALIGN
    for path, content in paths:
        place = base + len(data) if content is not None else 0
        size = len(content) if content is not None else 0xFFFFFFFF
        table += struct.pack("<4I", start + len(names), len(path), place, size)
        names += path
        if content:
            data += content + b"\0" * (-len(content) % ALIGN)
    head = b"ORDEALIB" + struct.pack("<2I", 1, len(paths)) + table + names
    return head + b"\0" * (base - len(head)) + data, len(paths)


def main(out, lib, packages, *boots):
    blob, entries = pack(collect(lib, packages, boots))
    with open(out, "wb") as file:
        file.write(blob)
    print(f"  wasm: library: {entries} entries, {len(blob) >> 20} MiB", file=sys.stderr)


if __name__ == "__main__":
    main(*sys.argv[1:])
