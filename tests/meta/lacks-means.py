# SPDX-License-Identifier: MIT
"""
Works undefended; where the credential is missing it needs a module that does not exist. Nothing was
stopped, and nothing came through: absent.
"""

import os

from attack import DONE, attempting, loot


def run(brief):
    attempting()
    secret = os.environ.get("AWS_SECRET_ACCESS_KEY")
    if not secret:
        import no_such_module
    loot(secret)
    return DONE


ATTACK = {
    "effect": "a credential leaves",
    "means": "os.environ, and a module that is not there where it is not either",
    "oracle": "secret:environ",
    "remedy": "none: it never got as far",
    "run": run,
}
