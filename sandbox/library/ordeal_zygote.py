# SPDX-License-Identifier: MIT
"""ordeal_zygote.py - the zygote that ships: a Python that has imported what the operator lists.

    ordeal-sandbox --serve SOCKET --zygote python3 --preload numpy,sympy ...

starts it as `python3 -B ordeal_zygote.py MODULES OPTION...`. Each program runs in a child of its own, which was
forked and confined before its request came, and ends as a program that was started does, but for one
thing: modules are not taken apart. What a child has from here: the imported modules, the seed of hashes.
"""

import atexit
import builtins
import ctypes
import gc
import importlib
import os
import shutil
import signal
import sys
import threading
import types

FROM_LAUNCHER = 3  # ORDEAL_ZYGOTE_FD
WARM_UP = "import sys\ntry:\n    print(sum(i for i in range(3)), file=sys.stderr)\nexcept Exception:\n    pass\n"


class Request(ctypes.Structure):
    """struct ordeal_request"""
    _fields_ = [("size", ctypes.c_size_t), ("argc", ctypes.c_size_t), ("argv", ctypes.POINTER(ctypes.c_char_p)),
                ("program", ctypes.c_void_p), ("program_bytes", ctypes.c_size_t)]


def library():
    """Called with the interpreter's lock held: there is one thread."""
    loaded = ctypes.PyDLL(os.path.join(os.path.dirname(os.path.abspath(__file__)), "libordeal-sandbox.so.0"))
    loaded.ordeal_new.restype = ctypes.c_void_p
    loaded.ordeal_error.restype = ctypes.c_char_p
    loaded.ordeal_error.argtypes = [ctypes.c_void_p]
    loaded.ordeal_set.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_char_p]
    loaded.ordeal_park.argtypes = [ctypes.c_void_p, ctypes.c_int]
    loaded.ordeal_enter.argtypes = [ctypes.c_void_p, ctypes.POINTER(Request)]
    return loaded


def fresh_random():
    """What was seeded here is not the children's. random has seeded itself by now, ssl and uuid ask the kernel."""
    numpy_random = sys.modules.get("numpy.random")
    if numpy_random:
        numpy_random.seed()


def as_usual():
    """What Python sets when it starts, and the fork has undone."""
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.default_int_handler)


def environment():
    """os.environ as the policy has it."""
    listed = ctypes.POINTER(ctypes.c_char_p).in_dll(ctypes.CDLL(None), "environ")
    pairs = {}
    while listed[len(pairs)]:
        name, _, value = listed[len(pairs)].partition(b"=")
        pairs[name] = value
    os.environ._data.clear()
    os.environ._data.update(pairs)


def source_of(request):
    """The program: its name, its text, its arguments."""
    words = [os.fsdecode(request.argv[i]) for i in range(request.argc)]
    if request.program is None:
        sys.path[0] = os.path.dirname(os.path.abspath(words[0]))
        with open(words[0], "rb") as file:
            return words[0], file.read(), words
    sys.path[0] = os.getcwd()
    return "program", ctypes.string_at(request.program, request.program_bytes), ["program", *words[1:]]


def status_of(end):
    if end.code is None or isinstance(end.code, int):
        return int(end.code or 0) & 255
    print(end.code, file=sys.stderr)
    return 1


def run(request):
    """The program as __main__; its exit status."""
    main = types.ModuleType("__main__")
    main.__builtins__ = builtins
    sys.modules["__main__"] = main
    try:
        name, text, sys.argv = source_of(request)
        main.__file__ = name
        exec(compile(text, name, "exec"), main.__dict__)
    except SystemExit as end:
        return status_of(end)
    except OSError as why:
        if hasattr(main, "__file__"):
            return uncaught(why)
        print(f"{sys.executable}: can't open file: {why}", file=sys.stderr)
        return 2
    except BaseException as why:
        return uncaught(why)
    return 0


def uncaught(why):
    """As the interpreter says it, without the frames from here."""
    why.__traceback__ = why.__traceback__ and why.__traceback__.tb_next
    sys.excepthook(type(why), why, why.__traceback__)
    return 130 if isinstance(why, KeyboardInterrupt) else 1


def ended(request):
    """Run it, and end as a process does: threads, atexit, what is still open, the streams."""
    status = 1
    try:
        status = run(request)
        threading._shutdown()
        atexit._run_exitfuncs()
        vars(sys.modules["__main__"]).clear()
        gc.collect(1)  # not what was here before: that is many pages, and a copy of each
    except SystemExit as end:
        status = status_of(end)
    for stream in sys.stdout, sys.stderr:
        try:
            stream.flush()
        except (OSError, ValueError, AttributeError):
            status = status or 120
    os._exit(status)


def child(loaded, box):
    """Forked a moment ago: make ready, go under the policy, and be the program that is asked for."""
    request = Request(size=ctypes.sizeof(Request))
    as_usual()
    fresh_random()
    exec(compile(WARM_UP, "<warm-up>", "exec"), {"print": str})
    if loaded.ordeal_enter(box, ctypes.byref(request)) < 0:
        os._exit(125)
    environment()
    gc.unfreeze()
    ended(request)


def main():
    loaded = library()
    box = loaded.ordeal_new()
    for option in sys.argv[2:]:
        name, equals, value = option.lstrip("-").partition("=")
        if loaded.ordeal_set(box, name.encode(), os.fsencode(value) if equals else None) < 0:
            sys.exit(loaded.ordeal_error(box).decode())
    for name in filter(None, sys.argv[1].split(",")):
        importlib.import_module(name)
    if not os.access(sys.executable, os.R_OK):  # a copy of mode 0111: programs start the other one
        sys.executable = shutil.which("python3") or sys.executable
    gc.collect()
    gc.freeze()
    while (line := loaded.ordeal_asked(FROM_LAUNCHER)) >= 0:
        ctypes.pythonapi.PyOS_BeforeFork()
        pid = loaded.ordeal_park(box, line)
        if pid == 0:
            ctypes.pythonapi.PyOS_AfterFork_Child()
            child(loaded, box)
        ctypes.pythonapi.PyOS_AfterFork_Parent()


if __name__ == "__main__":
    main()
