# SPDX-License-Identifier: MIT
"""Goal:  another process can open no more files, and never will again.
Means: prlimit(2) sets the limits of any process of the same user. An ordinary user cannot raise a
       hard limit, so what was lowered stays low until the process dies. Nothing is traced or
       signalled: neither a non-dumpable worker nor Landlock stands in the way.
"""

import resource

from attack import DONE, attempting, denied


def run(brief):
    target = brief.decoy or brief.worker
    attempting()
    try:
        resource.prlimit(target, resource.RLIMIT_NOFILE, (16, 16))
    except OSError as why:
        return denied("prlimit", why)
    return DONE


ATTACK = {
    "effect": "another process's hard limits are lowered, for good",
    "means": "prlimit(2) with a pid",
    "oracle": "settings",
    "quick": True,
    "id": "PEER-11",
    "attack_id": "T1489, CWE-668",
    "remedy": "seccomp: prlimit64 for pid 0 only; a user of one's own; a pid namespace",
    "refs": ["prlimit(2)"],
    "run": run,
}
