# SPDX-License-Identifier: MIT
"""ordeal_sandbox - run a program in a box that needs no privilege, from Python.

    import ordeal_sandbox
    ended = ordeal_sandbox.run(["python3", "student.py"], layers="full", wall=2, ro=["student.py"], chdir=".")
    ended.code, ended.end, ended.stdout

Options are those of ordeal-sandbox(1), "_" for "-"; True for one that takes no value, a list for one that
is given more than once. SandboxError: the sandbox failed, and the program never ran.
"""

import ctypes
import os
import tempfile

ENDS = ("exit", "signal", "wall", "output", "result", "memory", "disk", "cpu", "fsize", "terminated",
        "not-run", "not-found")


class SandboxError(OSError):
    """The sandbox failed: the program was not started."""


class Result(ctypes.Structure):
    """What ordeal_sandbox.h says of struct ordeal_result."""
    _fields_ = [("size", ctypes.c_size_t), ("_end", ctypes.c_int), ("code", ctypes.c_int), ("signal", ctypes.c_int),
                ("killed", ctypes.c_uint), ("wall_us", ctypes.c_uint64), ("user_us", ctypes.c_uint64),
                ("system_us", ctypes.c_uint64), ("max_rss", ctypes.c_uint64), ("output", ctypes.c_uint64 * 2),
                ("_reason", ctypes.c_char * 256)]

    end = property(lambda self: ENDS[self._end])
    reason = property(lambda self: self._reason.decode(errors="replace"))
    stdout = stderr = b""


def _library():
    beside = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "libordeal-sandbox.so.0")
    loaded = ctypes.CDLL(beside if os.path.exists(beside) else "libordeal-sandbox.so.0")
    loaded.ordeal_new.restype = ctypes.c_void_p
    loaded.ordeal_error.restype = ctypes.c_char_p
    loaded.ordeal_version.restype = ctypes.c_char_p
    loaded.ordeal_free.argtypes = loaded.ordeal_error.argtypes = [ctypes.c_void_p]
    loaded.ordeal_set.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_char_p]
    loaded.ordeal_streams.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_int, ctypes.c_int]
    loaded.ordeal_run.argtypes = [ctypes.c_void_p, ctypes.POINTER(ctypes.c_char_p), ctypes.POINTER(Result)]
    return loaded


_lib = _library()
version = _lib.ordeal_version().decode()


def _set(box, name, value):
    for one in value if isinstance(value, (list, tuple)) else [value]:
        text = None if one is True else os.fsencode(str(one))
        if one not in (False, None) and _lib.ordeal_set(box, name.replace("_", "-").encode(), text) < 0:
            raise ValueError(_lib.ordeal_error(box).decode(errors="replace"))


def run(argv, stdin=b"", **options):
    """Run argv, with these bytes as its input; a Result, with stdout and stderr as bytes."""
    result = Result(size=ctypes.sizeof(Result))
    words = (ctypes.c_char_p * (len(argv) + 1))(*map(os.fsencode, argv), None)
    box = _lib.ordeal_new()
    if not box:
        raise MemoryError
    try:
        if stdin:
            options["stdin"] = True
        for name, value in options.items():
            _set(box, name, value)
        with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            given.write(stdin)
            given.seek(0)
            _lib.ordeal_streams(box, given.fileno(), out.fileno(), err.fileno())
            failed = _lib.ordeal_run(box, words, ctypes.byref(result))
            if failed < 0:
                raise SandboxError(-failed, _lib.ordeal_error(box).decode(errors="replace"))
            for stream, name in (out, "stdout"), (err, "stderr"):
                stream.seek(0)
                setattr(result, name, stream.read())
    finally:
        _lib.ordeal_free(box)
    return result
