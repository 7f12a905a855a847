# SPDX-License-Identifier: MIT
"""logging-levels.py - a program that says what it does.

Two handlers, one of them a file that is rolled over, from two threads. In a warm process, handlers
that an earlier student left in the root logger would double every line; it uses a logger of its
own.
"""

import logging
import logging.handlers
import os
import sys
import tempfile
import threading

from attack import DONE


def run(brief):
    log = logging.getLogger(f"student.{brief.name}")
    log.setLevel(logging.DEBUG)
    log.propagate = False
    screen = logging.StreamHandler(sys.stdout)
    screen.setFormatter(logging.Formatter("%(levelname)s %(message)s"))
    screen.setLevel(logging.WARNING)
    with tempfile.TemporaryDirectory() as folder:
        file = logging.handlers.RotatingFileHandler(os.path.join(folder, "log"), maxBytes=2000,
                                                    backupCount=2)
        log.addHandler(screen)
        log.addHandler(file)
        threads = [threading.Thread(target=lambda: [log.debug("step %d", n) for n in range(50)])
                   for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        log.warning("disk is %d %% full", 90)
        try:
            1 / 0
        except ZeroDivisionError:
            log.error("cannot divide", exc_info=False)
        for handler in screen, file:
            log.removeHandler(handler)
            handler.close()
        print(len(os.listdir(folder)))
    return DONE


ATTACK = {
    "effect": "a program keeps its log",
    "means": "logging with a stream and a rotating file",
    "oracle": "done",
    "expect": "WARNING disk is 90 % full\nERROR cannot divide\n1\n",
    "run": run,
}
