# SPDX-License-Identifier: MIT
"""exceptions.py - things go wrong, and are caught.

Exceptions with causes, groups and notes, a traceback as text, a failed assertion, an own SIGABRT
and the end of the recursion limit. A filter that refuses tgkill(2) turns raise_signal into an
error; an in-process grader that catches everything must not swallow what the student wants to see.
"""

import contextlib
import io
import signal
import traceback

from attack import DONE


class Trouble(Exception):
    pass


def deeper(n):
    return deeper(n + 1)


def run(brief):
    try:
        try:
            {}["missing"]
        except KeyError as error:
            raise Trouble("no such key") from error
    except Trouble as error:
        print(error, repr(error.__cause__), traceback.format_exc().count("Traceback"))
    try:
        raise ExceptionGroup("two", [ValueError(1), OSError(2, "no")])
    except* ValueError as group:
        print(group.exceptions)
    except* OSError as group:
        print(group.exceptions)
    try:
        deeper(0)
    except RecursionError as error:
        print(type(error).__name__)
    try:
        assert 1 + 1 == 3, "arithmetic"
    except AssertionError as error:
        print(error)
    with contextlib.redirect_stderr(io.StringIO()) as text, contextlib.suppress(ZeroDivisionError):
        traceback.print_stack()
        1 / 0
    print(len(text.getvalue()) > 0)
    before = signal.signal(signal.SIGABRT, lambda number, frame: print("abort", number))
    signal.raise_signal(signal.SIGABRT)
    signal.signal(signal.SIGABRT, before)
    return DONE


ATTACK = {
    "effect": "errors are raised and caught",
    "means": "raise from, except*, RecursionError, assert, SIGABRT with a handler",
    "oracle": "done",
    "id": "B26",
    "expect": "no such key KeyError('missing') 2\n"
              "(ValueError(1),)\n(FileNotFoundError(2, 'no'),)\nRecursionError\narithmetic\nTrue\n"
              "abort 6\n",
    "run": run,
}
