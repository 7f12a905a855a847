# SPDX-License-Identifier: MIT
"""randomness.py - dice, tokens and digests.

With a seed, the same numbers everywhere; without, /dev/urandom or getrandom(2), both of which a
file system without /dev and a filter have to leave.
"""

import hashlib
import hmac
import os
import random
import secrets
import uuid

from attack import DONE


def run(brief):
    dice = random.Random(42)
    print([dice.randint(1, 6) for _ in range(8)], dice.sample(range(100), 3))
    print(len({secrets.token_hex(16) for _ in range(100)}), len(os.urandom(32)))
    with open("/dev/urandom", "rb") as file:
        print(len(file.read(16)))
    print(uuid.uuid4() != uuid.uuid4(), uuid.uuid5(uuid.NAMESPACE_DNS, "localhost"))
    print(hashlib.blake2b(b"x", digest_size=8).hexdigest(), hashlib.md5(b"x").hexdigest()[:8])
    print(hmac.new(b"key", b"text", "sha256").hexdigest()[:16])
    print(hashlib.pbkdf2_hmac("sha256", b"password", b"salt", 1000).hex()[:16])
    return DONE


ATTACK = {
    "effect": "dice fall and digests agree",
    "means": "random, secrets, uuid, hashlib, hmac, /dev/urandom",
    "oracle": "done",
    "id": "B23",
    "expect": "[6, 1, 1, 6, 3, 2, 2, 2] [94, 13, 86]\n100 32\n16\n"
              "True cd8f5f9f-e3e8-569f-87ef-f03c6cfc29bc\n4adf4367f96e584f 9dd4e461\n"
              "6afa9046a9579cad\n632c2812e46d4604\n",
    "run": run,
}
