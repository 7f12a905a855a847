#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""Pairs of sockets are counted while they live. One that is sent over another, and not received, is in
nobody's table of descriptors, and full all the same: it lives."""

import subprocess

from lib import BUILD, done, expect

SANDBOX = BUILD / "ordeal-sandbox"
PAIRS = """
import errno, socket, sys
post = socket.socketpair()
for _ in range({sent}):
    a, b = socket.socketpair()
    socket.send_fds(post[0], [b"x"], [b.fileno()])
    a.close(), b.close()
try:
    for _ in range(250):
        for end in socket.socketpair():
            end.close()
    print("went on")
except OSError as why:
    print(errno.errorcode[why.errno])
"""


def run(sent):
    p = subprocess.run([SANDBOX, "--layers", "full", "--", "/usr/bin/python3", "-c", PAIRS.format(sent=sent)],
                       stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120)
    return p.stdout + p.stderr


expect("none in flight", run(0), "went on\n")
expect("some in flight", run(20), "ENFILE\n")
done()
