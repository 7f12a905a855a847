# SPDX-License-Identifier: MIT
"""event-loop.py - asyncio.

Tasks, a queue, a timeout, and a call in a thread. The loop wakes itself through a socket pair and
waits by epoll: a filter that answers socketpair(2) with EPERM stops asyncio before it starts.
"""

import asyncio

from attack import DONE


async def produce(queue):
    for n in range(3):
        await asyncio.sleep(0.001)
        await queue.put(n)
    await queue.put(None)


async def consume(queue):
    seen = []
    while (n := await queue.get()) is not None:
        seen.append(n)
    return seen


async def work():
    queue = asyncio.Queue(1)
    _, seen = await asyncio.gather(produce(queue), consume(queue))
    print(seen)
    try:
        await asyncio.wait_for(asyncio.sleep(60), 0.01)
    except asyncio.TimeoutError:
        print("in time")
    print(await asyncio.to_thread(sum, range(10)))


def run(brief):
    asyncio.run(work())
    return DONE


ATTACK = {
    "effect": "coroutines wait for each other",
    "means": "asyncio: gather, Queue, wait_for, to_thread",
    "oracle": "done",
    "id": "B11",
    "expect": "[0, 1, 2]\nin time\n45\n",
    "run": run,
}
