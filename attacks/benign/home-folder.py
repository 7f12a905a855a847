# SPDX-License-Identifier: MIT
"""home-folder.py - who am I, and where do I live?

A uid without a line in /etc/passwd is a KeyError, a missing HOME is then "~": a sandbox that cleans
the environment has to set HOME and USER, and one that makes its own root needs an /etc.
"""

import getpass
import os
import pathlib
import tempfile

from attack import DONE


def run(brief):
    print(getpass.getuser() != "")
    home = pathlib.Path.home()
    print(home.is_absolute(), home.is_dir(), os.path.expanduser("~/notes") == str(home / "notes"))
    print(pathlib.Path.cwd().is_dir(), os.access(tempfile.gettempdir(), os.W_OK))
    print(os.environ.get("PATH", os.defpath) != "")
    return DONE


ATTACK = {
    "effect": "a program finds its home",
    "means": "getpass.getuser, Path.home, expanduser, gettempdir",
    "oracle": "done",
    "id": "B25",
    "expect": "True\nTrue True True\nTrue True\nTrue\n",
    "run": run,
}
