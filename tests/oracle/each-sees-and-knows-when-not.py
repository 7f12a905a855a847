#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""Each oracle, and each meter of `usage`: staged SEEN, nothing CLEAN, blinded BLIND, before it is
believed. An oracle that cannot see is not believed: its attacks are not run, and it is said."""

import re

from lib import AS_ROOT, done, expect, home, measure, ordeal

