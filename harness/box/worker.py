# SPDX-License-Identifier: MIT
"""worker.py - the warm instance's evaluator in Python; see worker.c and wire.h.

What platforms without a sandbox do: the student's code is exec()d in the process that holds the
credentials, the answer key and the next student's turn. Modules, builtins and os.environ stay as
one student leaves them for the next; that is the point.

    worker.py [PRELUDE [forked]]    PRELUDE: Python that runs before every student's code; what
                                    stands above a line "#: each student" runs once, at the start
                                    forked: each student's code runs in a fork, PRELUDE too
"""

import contextlib
import fcntl
import os
import select
import signal
import socket
import sys
import traceback

LINE = socket.socket(fileno=3)
os.set_inheritable(3, False)
HIGH = 1000  # SECRET_NUMBER of wire.h
START, _, PRELUDE = (sys.argv[1] if len(sys.argv) > 1 else "").rpartition("#: each student\n")
FORKED = sys.argv[2:] == ["forked"]

secrets = {}


def report(kind, *words):
    LINE.send(kind + b"".join(str(word).encode() + b"\0" for word in words))


def take_secrets(words, fds):
    secrets["answer"] = "ANSWER-KEY:" + words[0].decode()
    request, link, log, high, _private = fds
    fcntl.fcntl(high, fcntl.F_DUPFD, HIGH)
    os.close(high)
    task = os.open("/var/task", os.O_RDONLY | os.O_DIRECTORY)
    for fd in (request, link, log, task):
        os.set_inheritable(fd, True)
    report(b"R")


def run_student(argv, fds):
    """The student's program in this very process; its exit is not ours, and returned."""
    for target, fd in enumerate(fds):
        os.dup2(fd, target)
        os.close(fd)
    script = os.fsdecode(argv[1])
    sys.argv = [os.fsdecode(word) for word in argv[1:]]
    sys.path.insert(0, os.path.dirname(script))
    status = 0
    try:
        with open(script, encoding="utf-8") as file:
            code = compile(file.read(), script, "exec")
        if PRELUDE:
            exec(PRELUDE, {"__name__": "prelude"})
        exec(code, {"__name__": "__main__", "__file__": script})
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:  # a student's error is feedback, not the end of the worker
        traceback.print_exc()
        status = 1
    if PRELUDE:
        signal.alarm(0)  # a clock that the prelude set is over with the student's turn
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            pass
    return status & 255


def run_inside(argv, fds):
    report(b"S", os.getpid())
    status = run_student(argv, fds)
    null = os.open(os.devnull, os.O_RDWR)
    for target in range(3):
        os.dup2(null, target)
    os.close(null)
    report(b"Z", status << 8)


def run_forked(argv, fds):
    """The same in a fork of this process, which ends with it."""
    pid = os.fork()
    if not pid:
        status = 1
        try:
            os.setpgid(0, 0)
            status = run_student(argv, fds)
        finally:
            os._exit(status)
    for fd in fds:
        os.close(fd)
    os.setpgid(pid, pid)
    follow(pid)


def run_child(argv, fds):
    """A process of its own, behind whatever the defence's argv puts before it."""
    try:
        pid = os.posix_spawnp(
            argv[0], argv, os.environ, setpgroup=0,
            file_actions=[(os.POSIX_SPAWN_DUP2, fd, target) for target, fd in enumerate(fds)])
    except OSError as error:
        missing = isinstance(error, FileNotFoundError)
        os.write(fds[2], argv[0] + (b": not found\n" if missing else f": {error.strerror}\n".encode()))
        report(b"Z", (127 if missing else 126) << 8)
        return
    finally:
        for fd in fds:
            os.close(fd)
    follow(pid)


def follow(pid):
    """Wait for the end of a child, or of our patience."""
    report(b"S", pid)
    pidfd = os.pidfd_open(pid)
    while True:
        ready, _, _ = select.select([LINE, pidfd], [], [])
        if pidfd in ready:
            break
        message = LINE.recv(65536)
        if not message:
            sys.exit(0)
        if message[:1] == b"T":
            with contextlib.suppress(ProcessLookupError):  # it left its group
                os.killpg(pid, signal.SIGKILL)
            signal.pidfd_send_signal(pidfd, signal.SIGKILL)
    os.close(pidfd)
    report(b"Z", os.waitpid(pid, 0)[1])


def main():
    inside = run_forked if FORKED else run_inside
    exec(START, {"__name__": "start"})
    while True:
        message, fds, _, _ = socket.recv_fds(LINE, 65536, 16)
        if not message:
            return
        words = message[1:].split(b"\0")[:-1]
        {b"K": take_secrets, b"P": inside, b"I": run_child}[message[:1]](words, fds)


if __name__ == "__main__":
    main()
