#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""--probe does what a launch will do: where one call of several is refused it says so, and
`--layers best` falls back to what really runs."""

import ctypes
import json
import os
import shutil
import struct
import subprocess
import tempfile
from pathlib import Path

from lib import AS_ROOT, BUILD, done, expect, skip

if not AS_ROOT:
    skip("needs root, to refuse no_new_privs by a filter that is loaded without it")
here = tempfile.TemporaryDirectory(prefix="ordeal-test-")
Path(here.name).chmod(0o755)
SANDBOX = shutil.copy(BUILD / "ordeal-sandbox", here.name)
libc = ctypes.CDLL(None, use_errno=True)
PRCTL, SECCOMP, LANDLOCK_RESTRICT, PIDFD_GETFD = 157, 317, 446, 438
NO_NEW_PRIVS, FILTER, NO_BODY = 38, 2, 61994


def refusing(nr, first=None):
    """In the child: this call, or with this first argument only, is refused from now on."""
    def become():
        code = [(0x20, 0, 0, 0), (0x15, 0, 3 if first is not None else 1, nr)]
        code += [(0x20, 0, 0, 16), (0x15, 0, 1, first)] if first is not None else []
        code += [(6, 0, 0, 0x50001), (6, 0, 0, 0x7fff0000)]
        text = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *one) for one in code))
        prog = ctypes.create_string_buffer(struct.pack("HxxxxxxQ", len(code), ctypes.addressof(text)))
        if libc.prctl(22, FILTER, prog, 0, 0):
            os._exit(99)
        os.setgroups([])
        os.setgid(NO_BODY)
        os.setuid(NO_BODY)
    return become


def run(become, *words):
    return subprocess.run([SANDBOX, *words], preexec_fn=become, cwd="/", capture_output=True, text=True, timeout=60)


def probed(become, layers):
    p = run(become, "--probe", *(["--layers", layers] if layers else []))
    return p.returncode, {line.split()[0]: line.split()[1] for line in p.stdout.splitlines()}


HARMLESS = refusing(PRCTL, 12345)
can = probed(HARMLESS, "full")[1]
for name, become, no, falls_to in (
        ("nothing is refused", HARMLESS, [], "full"),
        ("no_new_privs", refusing(PRCTL, NO_NEW_PRIVS), ["nnp", "seccomp", "supervise", "landlock"], "locked"),
        ("the filter alone", refusing(SECCOMP, 1), ["seccomp", "supervise"], "locked"),
        ("Landlock's last call", refusing(LANDLOCK_RESTRICT), ["landlock"], "recommended"),
        ("who takes the listener", refusing(PIDFD_GETFD), ["supervise"], "recommended")):
    code, said = probed(become, "full")
    want = {layer: "no" if layer in no else word for layer, word in can.items()}
    expect(f"{name}: probe", said, want)
    expect(f"{name}: its exit status", code, int("no" in want.values()))
    if "no" in can.values():
        continue  # this machine has less than there is to fall back from
    best = run(become, "--layers", "best", "--accept-at-least", "locked", "--report", "1", "--", "true")
    expect(f"{name}: best", (best.returncode, json.loads(best.stdout)["stack"] if best.stdout else best.stderr), (0, falls_to))
code, said = probed(HARMLESS, None)
listed = run(HARMLESS, "--list-layers").stdout
expect("without a list, all layers", list(said), [line.split()[0] for line in listed.splitlines()])
here.cleanup()
done()
