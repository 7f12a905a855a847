# SPDX-License-Identifier: MIT
"""serve.py - inside the guest of `ordeal-wasm --serve`: import, wait for a job, be it.

    serve.py MODULE,... [FILE]

It is run once, up to its first read of standard input. There the host keeps the whole state of the
guest; each job goes on from that read, on that state, and never comes back. What is not the same for
every job is made anew behind the read: chance. (The seed of hash() stays: sets of strings come in one
order for all jobs of a server, and a server that must not let students find out starts anew.)

A job is: three numbers of four bytes (arguments, bytes of them, bytes of a program or -1), then these.
"""

import atexit
import gc
import os
import sys
import traceback

HEAD = 12


def prepare(names="", file=None):
    for name in filter(None, names.split(",")):
        __import__(name)
    if file:  # the operator's: what a library does at its first use, say
        with open(file, "rb") as source:
            exec(compile(source.read(), file, "exec"), {"__name__": "__prepare__", "__file__": file})
    # What the first program of an interpreter pays: the compiler's tables, the encoder, the caches.
    exec(compile("def f(x):\n    return [str(i) for i in range(x)]\nf(3)\n", "warm", "exec"), {})
    gc.collect()
    gc.freeze()


def read_job():
    data = os.read(0, 1 << 22)
    count, size, program = (int.from_bytes(data[at:at + 4], "little") for at in (0, 4, 8))
    total = HEAD + size + (0 if program == 0xFFFFFFFF else program)
    while len(data) < total:
        data += os.read(0, total - len(data))
    args = data[HEAD:HEAD + size].decode().split("\0")[:count]
    return args, None if program == 0xFFFFFFFF else data[HEAD + size:]


def renew():
    """Random numbers that no job before has seen."""
    modules = sys.modules
    if "random" in modules:
        modules["random"].seed()
    if "tempfile" in modules:
        modules["tempfile"]._name_sequence = None


def program_of(args, source):
    if source is not None:
        sys.path[0] = ""
        sys.argv = args or ["main.py"]
        return source, "main.py"
    sys.argv = args
    sys.path[0] = os.path.dirname(args[0])
    with open(args[0], "rb") as file:
        return file.read(), args[0]


def show(error, name, source):
    """As the interpreter shows it: without this file's frame."""
    if source is not None:
        import linecache

        lines = source.decode(errors="replace").splitlines(True)
        linecache.cache[name] = len(source), None, lines, name
    trace = error.__traceback__
    while trace and trace.tb_frame.f_globals is globals():
        trace = trace.tb_next
    error = error.with_traceback(trace)
    if sys.excepthook is sys.__excepthook__:
        traceback.print_exception(error)  # the built-in one looks for the source on a disk
    else:
        sys.excepthook(type(error), error, trace)


def run(args, source):
    name = main = None
    try:
        text, name = program_of(args, source)
        main = type(sys)("__main__")
        main.__file__ = name
        main.__builtins__ = sys.modules["builtins"]
        sys.modules["__main__"] = main
        exec(compile(text, name, "exec"), main.__dict__)
    except SystemExit as end:
        if end.code is None or isinstance(end.code, int):
            return (end.code or 0) & 255
        print(end.code, file=sys.stderr)
        return 1
    except BaseException as error:
        show(error, name, source)
        return 1
    return 0


def finish(code):
    leave = os._exit
    try:
        atexit._run_exitfuncs()
    finally:
        for stream in sys.stdout, sys.stderr:
            try:
                stream.flush()
            except Exception:
                code = code or 120
        leave(code)


prepare(*sys.argv[1:])
job = read_job()
renew()
finish(run(*job))
