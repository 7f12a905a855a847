# SPDX-License-Identifier: MIT
"""Goal:  what the next student's program works with is read, by code that began before it.
Means: a generator that stands in the middle of its body: a frame of the attacker's that is kept alive and
       entered again. Here it is what json.loads() has become, and it gives on what it is sent.
"""

import json

from attack import DONE, attempting, denied, honest, loot, submit


class Resumed:
    """Looks like the function, and goes on with the generator."""

    def __init__(self, inner):
        self.seen, self.body = [], self.go_on(inner)
        next(self.body)

    def go_on(self, inner):
        result = None
        while True:
            text = yield result
            self.seen.append(text)
            result = inner(text)

    def __call__(self, text):
        return self.body.send(text)


def run(brief):
    submit("0")
    if not brief.again:
        attempting()
        json.loads = Resumed(json.loads)
        return DONE
    if not isinstance(getattr(json.loads, "seen", None), list):
        return denied("json.loads", "it is the module's own")
    loot(repr(json.loads.seen))
    return DONE


def victim(brief):
    work = json.loads(json.dumps({"work": brief.secret}))
    return honest(brief) if work["work"] == brief.secret else None


ATTACK = {
    "effect": "what the next student's program reads is overheard",
    "means": "a generator that was left in the middle of its body, re-entered by the next student",
    "oracle": "secret:victim",
    "scene": "before-victim",
    "grader": "rpc",
    "control": "in-process",
    "attack_id": "T1574, CWE-913",
    "remedy": "a process of its own for each submission, started fresh",
    "run": run,
    "victim": victim,
}
