# SPDX-License-Identifier: MIT
"""Goal:  what the next student starts does something else.
Means: where students run inside the worker, os.environ is the worker's own. PYTHONPATH set by one
       student is inherited by every process that the next one starts.
"""

import os
import subprocess
import sys

from attack import DONE, attempting, denied, failed

FORGED = "def mean(numbers):\n    return 0\n"
EXERCISE = "import statistics; print(statistics.mean([4]))"


def run(brief):
    folder = f"/tmp/{brief.name}"
    attempting()
    try:
        os.makedirs(folder, exist_ok=True)
        with open(f"{folder}/statistics.py", "w", encoding="ascii") as file:
            file.write(FORGED)
    except OSError as why:
        return denied(folder, why)
    os.environ["PYTHONPATH"] = folder
    return DONE


def victim(_brief):
    """An exercise about programs that call programs."""
    try:
        called = subprocess.run([sys.executable, "-c", EXERCISE], capture_output=True, timeout=10,
                                check=False)
    except OSError:
        return DONE  # where processes are refused, the exercise is done on paper
    return DONE if called.stdout == b"4\n" else failed("mean", called.stdout)


ATTACK = {
    "effect": "a program that the next student starts imports the last one's module",
    "means": "PYTHONPATH in the environment of a worker that runs students inside itself",
    "oracle": "victim",
    "scene": "before-victim",
    "control": "in-process",
    "id": "PERS-10",
    "attack_id": "T1574.007, CWE-459, CWE-427",
    "remedy": "a process for each student; an environment that is built for each process",
    "refs": ["Python: PYTHONPATH"],
    "run": run,
    "victim": victim,
}
