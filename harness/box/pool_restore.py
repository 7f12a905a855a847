# SPDX-License-Identifier: MIT
"""pool_restore.py - a warm Python that is used again, its memory put back to a snapshot between students.

    import pool_restore; pool_restore.start("json,re", wall=10)      once: the interpreter beside this process
    pool_restore.divert()                                            each student, in place of exec()

What is put back and what is not: pool_restore.c. Here is the rest of what people would do: the interpreter is
told a program and nothing else, its output goes to files in memory, a clock ends what does not end, and one that
has died is started anew.

    python3 pool_restore.py LINE MODULES [METHOD]     the interpreter itself; LINE: a socket's descriptor
    python3 pool_restore.py --probe [METHOD]          can it work here, and how?
"""

import ctypes
import importlib
import os
import random
import select
import socket
import sys
import traceback
import types

HERE = os.path.dirname(os.path.abspath(__file__))
SIZE = 1 << 20  # bytes of a message


def library(method):
    """The library, open; or the reason why it cannot be had, as SystemExit."""
    loaded = ctypes.PyDLL(os.path.join(HERE, "pool-restore.so"))
    loaded.pool_open.restype = loaded.pool_name.restype = ctypes.c_char_p
    why = loaded.pool_open(method.encode())
    if why:
        raise SystemExit(f"pool-restore: {method or 'no way'}: {why.decode()}")
    return loaded


# ---- the interpreter ----------------------------------------------------------------------------------

def run(words):
    """The program as __main__; its exit status."""
    main = sys.modules["__main__"] = types.ModuleType("__main__")
    sys.argv = words
    sys.path[0] = os.path.dirname(words[0])
    main.__file__ = words[0]
    random.seed()
    try:
        with open(words[0], "rb") as file:
            exec(compile(file.read(), words[0], "exec"), main.__dict__)
    except SystemExit as end:
        if end.code is not None and not isinstance(end.code, int):
            print(end.code, file=sys.stderr)
        return end.code & 255 if isinstance(end.code, int) else int(end.code is not None)
    except BaseException as why:
        traceback.print_exception(type(why), why, why.__traceback__ and why.__traceback__.tb_next)
        return 1
    return 0


def interpreter(number, modules, method):
    loaded = library(method)
    for name in filter(None, modules.split(",")):
        importlib.import_module(name)
    line = socket.socket(fileno=number)
    line.send(loaded.pool_name())
    loaded.pool_point()  # left again after each pool_back()
    line.send(b"ready")
    words = line.recv(SIZE)
    if not words:
        os._exit(0)
    status = run([os.fsdecode(word) for word in words.split(b"\0")])
    for stream in sys.stdout, sys.stderr:
        try:
            stream.flush()
        except (OSError, ValueError, AttributeError):
            status = status or 120
    line.send(str(status).encode())
    loaded.pool_back()


# ---- who has it beside itself ---------------------------------------------------------------------------

class Pool:
    def __init__(self, modules, wall, method=""):
        self.words, self.wall = (modules, method), wall
        self.streams = [os.memfd_create(name) for name in ("stdout", "stderr")]
        self.begin()

    def begin(self):
        """Start an interpreter, and wait until it is warm. It has no environment, and none of our descriptors."""
        mine, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        null = os.open(os.devnull, os.O_RDONLY)
        self.line = mine
        words = [sys.executable, "-B", os.path.abspath(__file__), str(its.fileno()), *self.words]
        os.set_inheritable(its.fileno(), True)
        self.pid = os.posix_spawn(words[0], words, {"PATH": os.defpath}, file_actions=[
            (os.POSIX_SPAWN_DUP2, fd, number) for number, fd in enumerate([null, *self.streams])])
        its.close()
        os.close(null)
        self.method = self.line.recv(SIZE).decode()
        if not self.method:
            raise ChildProcessError(self.said()[1].decode(errors="replace"))

    def said(self):
        """What was printed, each stream; they are empty again."""
        found = []
        for fd in self.streams:
            found.append(os.pread(fd, os.fstat(fd).st_size, 0))
            os.ftruncate(fd, 0)
            os.lseek(fd, 0, os.SEEK_SET)
        return found

    def hears(self):
        """Is it back where it was, and waits for a program?"""
        ready, _, _ = select.select([self.line], [], [], self.wall)
        try:
            return bool(ready and self.line.recv(SIZE))
        except OSError:
            return False

    def run(self, words):
        """A program: its exit status, and what it printed."""
        if not self.hears():
            self.again()  # it has died of what the one before it did, who had his answer
            self.said()
            self.hears()
        try:
            self.line.send(b"\0".join(map(os.fsencode, words)))
            ready, _, _ = select.select([self.line], [], [], self.wall)
            status = self.line.recv(SIZE) if ready else b"124"
        except OSError:
            ready, status = True, b""
        if not ready or not status:
            status = status or str(self.again()).encode()
        if not ready:
            self.again()
        return int(status), *self.said()

    def again(self):
        """Its exit status, and another one in its place."""
        os.kill(self.pid, 9)
        status = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        self.line.close()
        said = self.said()
        self.begin()
        for fd, text in zip(self.streams, said):
            os.write(fd, text)
        return status if status >= 0 else 128 - status


pool = None


def start(modules, wall, method=""):
    global pool
    pool = Pool(modules, wall, method)


def divert():
    """The student's program that is about to run in this process runs in the interpreter beside it."""
    from request_client import pass_on
    status, *said = pool.run(sys.argv)
    for number, text in enumerate(said, 1):
        pass_on(number, text.decode(errors="replace"))
    grader = sys.modules.get("grader")
    if grader:
        grader.submitted += [line[len("answer: "):] for line in said[0].decode(errors="replace").split("\n")
                             if line.startswith("answer: ")]
    raise SystemExit(status)


if __name__ == "__main__":
    if sys.argv[1] == "--probe":
        print(library(sys.argv[2] if sys.argv[2:] else "").pool_name().decode())
    else:
        interpreter(int(sys.argv[1]), sys.argv[2], sys.argv[3])
