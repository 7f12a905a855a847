# SPDX-License-Identifier: MIT
"""resident_client.py - send a student's program to a resident `ordeal-sandbox --serve`.

For whoever keeps a Python process warm and used to exec() student code in it. In that process

    resident_client.start("--layers", "full", ...)   once: the launcher, with nothing of ours in it
    resident_client.run(args=["python3", script])    each program: what ordeal-request(7) says

and, in place of exec(): `resident_client.divert()`, which lets the program of sys.argv run there, passes on
what it printed, and ends as it ended.
"""

import sys

from request_client import Launcher, folders  # noqa: F401 (folders: for whoever calls start())

launcher = Launcher("ordeal-sandbox", "--serve", "-", "--slots", "1")
run = launcher.run


def start(*options):
    """Start it, and wait until it answers."""
    launcher.start(options, args=["true"])


def divert():
    """The student's program that is about to run in this process runs in a run of its own."""
    launcher.divert(sys.executable, "-B", *sys.argv)
