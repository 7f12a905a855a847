#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""Who may have more processes than the guard can look at is ended when it has them: their memory is in no sum."""

import os
import resource
import subprocess

from lib import BUILD, done, expect, skip

SANDBOX = BUILD / "ordeal-sandbox"
FORK = """
import os, signal
for _ in range({}):
    if os.fork() == 0:
        signal.pause()
print("made", flush=True)
signal.sigtimedwait([], {})
"""
if os.geteuid() and 0 <= resource.getrlimit(resource.RLIMIT_NPROC)[1] < 2000:
    skip("this user may not have so many processes")

for number, limit, want in (200, "4G", 0), (300, "4G", 137), (300, "none", 0):
    p = subprocess.run([SANDBOX, "--layers", "recommended", "--processes", "--nproc", "none", "--memory", limit, "--",
                        "/usr/bin/python3", "-c", FORK.format(number, 60 if want else 0.05)],
                       stdin=subprocess.DEVNULL, capture_output=True,
                       text=True, timeout=120)
    expect(f"{number} processes, {limit}", (p.returncode, "more processes than can be looked at" in p.stderr),
           (want, want == 137))
done()
