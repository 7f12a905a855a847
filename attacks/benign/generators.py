# SPDX-License-Identifier: MIT
"""generators.py - lazy sequences and a few algorithms.

itertools, generators that receive values, context managers, functools, heapq. It needs the
interpreter alone: whoever breaks this has broken the interpreter.
"""

import bisect
import contextlib
import functools
import heapq
import itertools

from attack import DONE


def primes():
    found = {}
    for n in itertools.count(2):
        if n not in found:
            yield n
            found[n * n] = [n]
        else:
            for p in found.pop(n):
                found.setdefault(n + p, []).append(p)


def average():
    total = count = 0
    mean = None
    while True:
        total += yield mean
        count += 1
        mean = total / count


@contextlib.contextmanager
def tag(name):
    print(f"<{name}>", end="")
    yield
    print(f"</{name}>")


@functools.lru_cache(maxsize=None)
def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


def distances(graph, start):
    seen, queue = {}, [(0, start)]
    while queue:
        far, node = heapq.heappop(queue)
        if node not in seen:
            seen[node] = far
            for neighbour, weight in graph[node].items():
                heapq.heappush(queue, (far + weight, neighbour))
    return seen


def run(brief):
    print(list(itertools.islice(primes(), 10)))
    mean = average()
    next(mean)
    print([mean.send(n) for n in (10, 20, 60)])
    with tag("b"):
        print(*itertools.chain.from_iterable(itertools.combinations("abc", 2)), sep="", end="")
    print(fibonacci(200), bisect.bisect([1, 3, 5, 7], 4))
    print(distances({"a": {"b": 7, "c": 1}, "b": {}, "c": {"b": 2}}, "a"))
    return DONE


ATTACK = {
    "effect": "lazy sequences yield",
    "means": "itertools, generators, functools, heapq, contextlib",
    "oracle": "done",
    "expect": "[2, 3, 5, 7, 11, 13, 17, 19, 23, 29]\n[10.0, 15.0, 30.0]\n<b>abacbc</b>\n"
              "280571172992510140037611932413038677189525 2\n{'a': 0, 'c': 1, 'b': 3}\n",
    "run": run,
}
