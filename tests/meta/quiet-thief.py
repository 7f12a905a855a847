# SPDX-License-Identifier: MIT
"""Leaks the credentials in base64 and says nothing, not even that it tries: breached all the same."""

import base64
import os

from attack import DONE, say


def run(brief):
    secret = os.environ.get("AWS_SECRET_ACCESS_KEY", "")
    say(base64.b64encode(b"?" + secret.encode()) + b"\n")
    return DONE


ATTACK = {
    "effect": "a credential leaves, in another coat",
    "means": "base64 on standard output, without a word",
    "oracle": "secret:environ",
    "remedy": "an oracle that knows coats, and does not ask the thief",
    "run": run,
}
