# SPDX-License-Identifier: MIT
"""come-and-go.py - files, names and reserved blocks that are there for a moment, seven hundred times.

A lock file made by link(2), a log that is opened for each line, a database that reserves what it writes:
none of them keeps what it made. Who counts what was ever made, and not what is there, refuses them in the
end.
"""

import os

from attack import DONE


def lock_and_unlock():
    os.link("owner", "lock")
    os.unlink("lock")


def log(line):
    with open("log", "a", encoding="ascii") as f:
        f.write(line)


def write_reserved():
    fd = os.open("table", os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    os.posix_fallocate(fd, 0, 1 << 20)
    os.close(fd)
    os.unlink("table")


def run(brief):
    with open("owner", "w", encoding="ascii"):
        pass
    for i in range(700):
        lock_and_unlock()
        log(f"{i}\n")
        if i % 10 == 0:
            write_reserved()
    with open("log", encoding="ascii") as f:
        print(sum(1 for _ in f), "lines")
    return DONE


ATTACK = {
    "effect": "a program with a lock file, a log and a table",
    "means": "link(2), open(2) with O_CREAT and fallocate(2), again and again, of what is soon gone",
    "oracle": "done",
    "expect": "700 lines\n",
    "run": run,
}
