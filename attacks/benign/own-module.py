# SPDX-License-Identifier: MIT
"""own-module.py - a program of two files.

Writes a module beside itself, imports it, changes it, imports it again; the byte code goes into a
folder next to it. A hook on open or import that knows only the libraries' folders breaks it, as
does a sandbox that lets programs write where they may not read.
"""

import importlib
import os
import sys
import tempfile

from attack import DONE


def run(brief):
    name = f"helper_{brief.name}"
    with tempfile.TemporaryDirectory() as folder:
        sys.path.insert(0, folder)
        path = os.path.join(folder, name + ".py")
        for answer in "41", "41 + 1":
            with open(path, "w") as file:
                file.write(f"def answer():\n    return {answer}\n")
            importlib.invalidate_caches()
            module = importlib.reload(sys.modules[name]) if name in sys.modules else \
                importlib.import_module(name)
            print(module.answer())
        sys.path.remove(folder)
        del sys.modules[name]
        space = {}
        exec(compile("x = [n ** 2 for n in range(5)]", "<text>", "exec"), space)
        print(space["x"], eval("2 ** 10"))
    return DONE


ATTACK = {
    "effect": "a program of two files runs",
    "means": "importlib, reload, exec, eval",
    "oracle": "done",
    "expect": "41\n42\n[0, 1, 4, 9, 16] 1024\n",
    "run": run,
}
