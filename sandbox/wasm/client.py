# SPDX-License-Identifier: MIT
"""wasm_client.py - send a student's program to a resident `ordeal-wasm --serve`.

For whoever keeps a Python process warm and used to exec() student code in it. In that process

    wasm_client.start("--wall", "8", ...)     once: the server, with nothing of ours in it
    wasm_client.run(args=[script, ...])       each program; or program="print(1)", stdin="..."

and, in place of exec(): `wasm_client.divert()`, which runs the program of sys.argv there, passes on what
it printed, and ends as it ended. Speaks ordeal-request(7): request_client.py.
"""

import sys

from request_client import Launcher, folders  # noqa: F401 (folders: for whoever calls start())

launcher = Launcher("ordeal-wasm", "--serve")
run = launcher.run


def start(*options):
    """Start it, and wait until it is warm."""
    launcher.start(options, program="pass")


def divert():
    """The student's program that is about to run in this process runs in the server."""
    launcher.divert(*sys.argv)
