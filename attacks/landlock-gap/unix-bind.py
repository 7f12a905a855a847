# SPDX-License-Identifier: MIT
"""Goal:  the student answers at an address outside the student's folders.
Means: bind(2) of a unix socket makes a file. Making a file is one right, making a socket another; a
       rule set that names only the first allows the second everywhere.
"""

import socket

from attack import DONE, attempting, denied


def run(brief):
    attempting()
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as service:
            service.bind("/srv/tree/kept/service")
    except OSError as why:
        return denied("bind", why)
    return DONE


ATTACK = {
    "effect": "a unix socket is planted outside the student's folders",
    "means": "bind(2) of a unix socket, which has a right of its own",
    "oracle": "tree",
    "id": "LLK-01",
    "attack_id": "T1559, CWE-693",
    "remedy": "handle every right that the kernel's ABI has: LANDLOCK_ACCESS_FS_MAKE_SOCK",
    "refs": ["landlock(7)", "unix(7)"],
    "run": run,
}
