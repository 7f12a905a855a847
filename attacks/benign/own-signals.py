# SPDX-License-Identifier: MIT
"""own-signals.py - signals to oneself.

kill(getpid()), pthread_kill, a mask, sigwait, KeyboardInterrupt. A filter against kill(2) has to
know whose pid it is, or it breaks this; sending to a group or to everybody is another matter.
"""

import os
import signal
import threading

from attack import DONE


def run(brief):
    seen = []
    before = signal.signal(signal.SIGUSR1, lambda number, frame: seen.append(number))
    os.kill(os.getpid(), signal.SIGUSR1)
    signal.pthread_kill(threading.get_ident(), signal.SIGUSR1)
    print(len(seen))
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})
    os.kill(os.getpid(), signal.SIGUSR1)
    print(signal.sigpending() == {signal.SIGUSR1}, signal.sigwait({signal.SIGUSR1}).name)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGUSR1})
    signal.signal(signal.SIGUSR1, before)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        signal.raise_signal(signal.SIGINT)
    except KeyboardInterrupt:
        print("interrupted")
    signal.signal(signal.SIGINT, before)
    return DONE


ATTACK = {
    "effect": "a program signals itself",
    "means": "os.kill of the own pid, pthread_kill, sigwait, raise_signal",
    "oracle": "done",
    "expect": "2\nTrue SIGUSR1\ninterrupted\n",
    "run": run,
}
