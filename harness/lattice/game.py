# SPDX-License-Identifier: MIT
"""The lattice of the layers' subsets as numbers: a subset is a mask of bits, a set of subsets one long integer.

Held is monotone, we suppose: what a subset holds, each that contains it holds. So a held subset settles all above
it, a breached one all below. With a long integer of one bit a subset, "all above" is an OR.
"""

from functools import lru_cache
from math import factorial


class Layers:
    """`needs`: for each layer's name those that it cannot be loaded without."""

    def __init__(self, names, needs):
        self.names, self.n = list(names), len(names)
        self.said = {name: list(needs.get(name, ())) for name in names}
        self.size = 1 << self.n
        self.every = (1 << self.size) - 1
        self.full = self.size - 1
        bit = {name: 1 << i for i, name in enumerate(names)}
        self.needs = [sum(bit[other] for other in needs.get(name, ()) if other in bit) for name in names]
        # Whose need is not there does not count: a subset is as strong as what of it can be loaded.
        self.loaded = [self.kernel(mask) for mask in range(self.size)]
        self.feasible = [mask for mask in range(self.size) if self.loaded[mask] == mask]
        self.feasible_bits = sum(1 << mask for mask in self.feasible)
        self.has = [self.bits(lambda m, i=i: m >> i & 1) for i in range(self.n)]
        self.sized = [self.bits(lambda m, k=k: m.bit_count() == k) for k in range(self.n + 1)]

    def bits(self, wanted):
        return sum(1 << mask for mask in range(self.size) if wanted(mask))

    def kernel(self, mask):
        while True:
            kept = sum(1 << i for i in range(self.n) if mask >> i & 1 and self.needs[i] & ~mask == 0)
            if kept == mask:
                return mask
            mask = kept

    def closure(self, mask):
        """With all that its layers need."""
        while True:
            more = mask
            for i in range(self.n):
                if mask >> i & 1:
                    more |= self.needs[i]
            if more == mask:
                return mask
            mask = more

    def without(self, i):
        """All but this layer, and but those that need it."""
        return self.kernel(self.full & ~(1 << i))

    @lru_cache(maxsize=None)
    def above(self, mask):
        found = 1 << mask
        for i in range(self.n):
            if not mask >> i & 1:
                found |= found << (1 << i)
        return found

    @lru_cache(maxsize=None)
    def below(self, mask):
        found = 1 << mask
        for i in range(self.n):
            if mask >> i & 1:
                found |= found >> (1 << i)
        return found

    def named(self, mask):
        return [name for i, name in enumerate(self.names) if mask >> i & 1]

    def mask(self, names):
        return sum(1 << self.names.index(name) for name in names)


class Known:
    """What is known of one program: which subsets hold it, which do not."""

    def __init__(self, layers, held=0, breached=0):
        self.layers, self.held, self.breached = layers, held, breached

    def learn(self, mask, held):
        if held:
            self.held |= self.layers.above(mask)
        else:
            self.breached |= self.layers.below(mask)

    def open(self):
        return self.layers.feasible_bits & ~self.held & ~self.breached

    def contradicts(self):
        return self.held & self.breached & self.layers.feasible_bits

    def state(self):
        return self.held, self.breached

    def truth(self):
        """One bit for every subset, those that cannot be loaded as what of them can."""
        found = 0
        for mask in range(self.layers.size):
            found |= (self.held >> self.layers.loaded[mask] & 1) << mask
        return found

    def minimal(self):
        """The smallest subsets that hold it."""
        return smallest(self.layers, self.held & self.layers.feasible_bits)

    def maximal(self):
        """The largest that do not."""
        found, left = [], self.layers.feasible_bits & ~self.held
        for mask in sorted(ones(left), key=int.bit_count, reverse=True):
            if left >> mask & 1:
                found.append(mask)
                left &= ~self.layers.below(mask)
        return found


def ones(bits):
    while bits:
        low = bits & -bits
        yield low.bit_length() - 1
        bits ^= low


def smallest(layers, bits):
    found = []
    for mask in sorted(ones(bits), key=int.bit_count):
        if bits >> mask & 1:
            found.append(mask)
            bits &= ~layers.above(mask)
    return found


def questions(known, most):
    """Which subsets to measure next, `most` at once: each settles as much as it can, whatever comes of it."""
    return list(_questions(known.layers, known.open(), most))


@lru_cache(maxsize=None)
def _questions(layers, left, most):
    asked = []
    while left and len(asked) < most:
        best = max(ones(left), key=lambda m: (min((layers.above(m) & left).bit_count(),
                                                  (layers.below(m) & left).bit_count()), -m))
        asked.append(best)
        left &= ~layers.above(best) & ~layers.below(best)
    return asked


def shapley(layers, truth):
    """Each layer's share in one program's being held: the mean over all orders in which layers are added."""
    shares, n = [], layers.n
    for i in range(n):
        gains = truth & layers.has[i]
        pivotal = (gains >> (1 << i)) & ~truth & ~layers.has[i] & layers.every
        orders = sum((pivotal & layers.sized[k]).bit_count() * factorial(k) * factorial(n - k - 1) for k in range(n))
        shares.append(orders / factorial(n))
    return shares
