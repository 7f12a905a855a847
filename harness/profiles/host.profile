# SPDX-License-Identifier: MIT
#
# The arena's own containment and an unprivileged user, nothing else: the positive control.

name    = "host";
summary = "the arena and an unprivileged user, nothing else: the positive control";
