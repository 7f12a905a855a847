# SPDX-License-Identifier: MIT
"""event-loops.py - an event loop for each of 250 tests.

unittest.IsolatedAsyncioTestCase does so, and each loop has a pair of sockets to wake itself, which is
closed with it. Who counts what was ever made, and not what is there, refuses the two hundredth.
"""

import asyncio

from attack import DONE


async def test():
    return 1


def run(brief):
    print("ran", sum(asyncio.run(test()) for _ in range(250)))
    return DONE


ATTACK = {
    "effect": "asynchronous tests run",
    "means": "an event loop each, 250 of them one after the other",
    "oracle": "done",
    "expect": "ran 250\n",
    "run": run,
}
