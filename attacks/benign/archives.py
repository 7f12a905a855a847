# SPDX-License-Identifier: MIT
"""archives.py - packed, and unpacked.

zlib, bz2, lzma in memory, zip and tar in a temporary folder. lzma takes memory by its preset; tar
restores times, modes and owners of files: utimensat, chmod and chown must be allowed or forgiven.
"""

import bz2
import gzip
import lzma
import os
import tarfile
import tempfile
import zipfile
import zlib

from attack import DONE

TEXT = b"the quick brown fox " * 5000


def run(brief):
    for module in zlib, gzip, bz2, lzma:
        packed = module.compress(TEXT)
        print(module.__name__, len(packed) < 2000, module.decompress(packed) == TEXT)
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        with zipfile.ZipFile("a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("dir/one.txt", TEXT)
            archive.writestr("two.txt", "zwei")
        with zipfile.ZipFile("a.zip") as archive:
            print(archive.namelist(), archive.testzip(), archive.read("two.txt"))
            archive.extractall("out")
        with tarfile.open("a.tar.xz", "w:xz") as archive:
            archive.add("out")
        with tarfile.open("a.tar.xz") as archive:
            print(sorted(archive.getnames()))
            archive.extractall("again")
        print(os.path.getsize("again/out/dir/one.txt"))
        os.chdir("/")
    return DONE


ATTACK = {
    "effect": "archives hold what was put into them",
    "means": "zlib, gzip, bz2, lzma, zipfile, tarfile",
    "oracle": "done",
    "expect": "zlib True True\ngzip True True\nbz2 True True\nlzma True True\n"
              "['dir/one.txt', 'two.txt'] None b'zwei'\n"
              "['out', 'out/dir', 'out/dir/one.txt', 'out/two.txt']\n100000\n",
    "run": run,
}
