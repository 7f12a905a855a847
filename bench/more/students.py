# SPDX-License-Identifier: MIT
"""Whole student programs, of the honest ones of the catalogue: what a defence costs one who computes."""

import os
import shutil
import statistics
import tempfile

from run import columns, in_turns, launch, line, sandbox, stacks, tell

CORPUS = {"sympy": "sympy-solve.py", "numpy": "numpy-linalg.py", "sort": "sort-search", "big-lists": "big-lists.py",
          "files": "tempfiles.py", "scan": "scan-million", "c-sieve": None, "compile-and-run": "compile-c",
          "sqlite": "sqlite-file.py"}
BENIGN = "/opt/ordeal/attacks/benign"
PEERS = ("bwrap", "firejail", "denylist", "setpriv", "nsjail", "isolate", "minijail")
MEDIATE = "fork,nnp,seccomp,supervise,rlimit,env,tmp,fds,session,hygiene,undumpable"
SIEVE = ["/opt/attacks/0/sieve"]


def command(name):
    if CORPUS[name] is None:
        return SIEVE
    path = f"{BENIGN}/{CORPUS[name]}"
    python = ["/usr/bin/python3", "/opt/ordeal/attacks/attack.py"] if path.endswith(".py") else []
    return [*python, path, "--armed"]


def in_a_new_folder(words):
    """Without a sandbox that gives it one: some programs leave files, and do not write over them. Not timed."""
    folder = tempfile.mkdtemp(dir="/tmp")
    os.chdir(folder)
    try:
        return launch(words)
    finally:
        os.chdir("/tmp")
        shutil.rmtree(folder)


def students(share, rounds=24):
    """whole student programs (sympy, numpy, sorting, files, a C sieve, compile and run): wall and processor time"""
    groups = {name: "stack" for name in stacks()} | {"mediate": "stack"}
    prefixes = stacks() | {"mediate": sandbox("--layers", MEDIATE, "--processes", "--mediate", "--rw-try", "/dev/shm")}
    for name, (group, argv) in columns(share).items():
        if name in PEERS:
            groups[name], prefixes[name] = group, argv
    for program in CORPUS:
        tell(f"students: {program}")
        words = command(program)
        acts = {name: lambda prefix=prefix, words=words: in_a_new_folder([*prefix, *words])
                for name, prefix in prefixes.items()}
        for variant, (took, failed) in in_turns(acts, rounds, warm=2).items():
            line("student-wall", program, variant, [wall for wall, _ in took], "us", groups[variant], failed=failed)
            if took and not failed and statistics.median(cpu for _, cpu in took) > 0:
                line("student-cpu", program, variant, [cpu for _, cpu in took], "us", groups[variant])
