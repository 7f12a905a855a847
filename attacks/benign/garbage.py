# SPDX-License-Identifier: MIT
"""garbage.py - objects that vanish.

Weak references, finalizers, cycles and the collector. In a warm process the collector's thresholds
and its disabled state are whatever the last student left; this program calls it by name.
"""

import gc
import sys
import weakref

from attack import DONE


class Node:
    def __init__(self, name):
        self.name, self.other = name, None


def run(brief):
    cache = weakref.WeakValueDictionary()
    node = cache["kept"] = Node("kept")
    cache["lost"] = Node("lost")
    print(sorted(cache))
    one, two = Node("one"), Node("two")
    one.other, two.other = two, one
    weakref.finalize(one, print, "finalized")
    alive = weakref.ref(one)
    print(alive() is one)
    del one, two
    gc.collect()
    print(alive(), node.name)
    print(sys.getrefcount(node) >= 2, gc.isenabled() in (True, False), len(gc.get_objects()) > 1000)
    return DONE


ATTACK = {
    "effect": "garbage is collected",
    "means": "weakref, finalize, gc.collect",
    "oracle": "done",
    "expect": "['kept']\nTrue\nfinalized\nNone kept\nTrue True True\n",
    "run": run,
}
