# SPDX-License-Identifier: MIT
"""netlink.py - a telephone to the administrator's desk.

Goal:  a part of the kernel that no student needs.
Means: a netlink socket of the route family, which everybody may have. Behind it are hundreds of
message types; the checks of who may send which are in each of them. Python has it in its library.
"""

import socket

from attack import attempting, denied, hold


def run(brief):
    attempting()
    try:
        desk = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, socket.NETLINK_ROUTE)
    except OSError as why:
        return denied("socket(AF_NETLINK)", why)
    with desk:
        return hold()


ATTACK = {
    "effect": "the student's process talks to the kernel's network configuration",
    "means": "socket(AF_NETLINK), from Python's library",
    "oracle": "reach:netlink",
    "id": "KERN-07",
    "attack_id": "T1068, CWE-1125",
    "remedy": "sockets by an allow list of domains, not by a list of forbidden ones",
    "refs": ["netlink(7)"],
    "run": run,
}
