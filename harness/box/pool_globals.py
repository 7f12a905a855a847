# SPDX-License-Identifier: MIT
"""pool_globals.py - a reset between students as people write it: remember the interpreter's globals when it
is warm, and put them back before the next student.

What it cannot reach is the point: what C code keeps (audit hooks, interned and cached objects), what is
changed inside of objects that stay, threads, descriptors, timers, mappings, limits, child processes.
"""

import builtins
import gc
import os
import random
import signal
import sys
import warnings

HANDLED = [number for number in signal.valid_signals() if number not in (signal.SIGKILL, signal.SIGSTOP)]

kept = {}


def mask():
    now = os.umask(0o77)
    os.umask(now)
    return now


def remember():
    kept.update(modules=dict(sys.modules), builtins=dict(vars(builtins)), sys=dict(vars(sys)), path=list(sys.path),
                environ=dict(os.environ), folder=os.getcwd(), mask=mask(), recursion=sys.getrecursionlimit(),
                switch=sys.getswitchinterval(), filters=list(warnings.filters), callbacks=list(gc.callbacks),
                handlers={number: signal.getsignal(number) for number in HANDLED},
                globals={name: dict(vars(module)) for name, module in sys.modules.items()})


def same(space, before):
    space.clear()
    space.update(before)


def put_back():
    now = {name: vars(sys)[name] for name in ("argv", "stdin", "stdout", "stderr") if name in vars(sys)}
    sys.settrace(None)
    sys.setprofile(None)
    sys.setrecursionlimit(kept["recursion"])
    sys.setswitchinterval(kept["switch"])
    same(sys.modules, kept["modules"])
    for name, before in kept["globals"].items():
        if name not in ("__main__", "sys", "builtins", "pool_globals"):
            same(vars(kept["modules"][name]), before)
    same(vars(sys), {**kept["sys"], **now})
    same(vars(builtins), kept["builtins"])
    sys.path[:] = [sys.path[0], *kept["path"]]  # where the program lies
    sys.path_importer_cache.clear()
    same(os.environ, kept["environ"])
    os.chdir(kept["folder"])
    os.umask(kept["mask"])
    warnings.filters[:] = kept["filters"]
    gc.callbacks[:] = kept["callbacks"]
    signal.alarm(0)
    for number, handler in kept["handlers"].items():
        if handler is not None and signal.getsignal(number) != handler:
            signal.signal(number, handler)
    random.seed()
    gc.collect()
