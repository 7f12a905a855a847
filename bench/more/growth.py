# SPDX-License-Identifier: MIT
"""What grows with the caller, its environment, its files, its descriptors, its rules and its neighbours."""

import os
import resource
import shutil
import subprocess
import time

from run import (ENVIRONMENT, NOOP, PROGRAMS, SANDBOX, SHOWN, Failed, in_turns, launch, line, order, sandbox, scaled,
                 stacks, tell)

FEW = 8  # launches of one process that has grown


def printed(argv):
    """What a program of ours prints, as numbers: a name before them is dropped."""
    done = subprocess.run(argv, capture_output=True, text=True, env=ENVIRONMENT, stdin=subprocess.DEVNULL)
    if done.returncode:
        raise Failed(done.stderr.strip()[-100:] or f"exit {done.returncode}")
    rows = map(str.split, done.stdout.splitlines())
    return [(words[0] if len(words) > 1 else "", float(words[-1])) for words in rows]


def write(quantity, program, axis, unit, found, groups=None):
    """`found`: {(variant, at): (values, failed)}."""
    for (variant, at), (values, failed) in found.items():
        flat = [v for value in values for v in (value if isinstance(value, list) else [value])]
        line(quantity, program, variant, flat, unit, (groups or {}).get(variant, "stack"), axis, at, failed)


def launches(mebibytes, descriptors, how, prefix):
    return lambda: [ns / 1e3 for _, ns in printed([f"{PROGRAMS}/grown", str(mebibytes), str(descriptors), how, str(FEW),
                                                   *prefix, NOOP])]


def parent(rounds=6):
    """a launch by a process of 0 to 512 MiB: by vfork, by fork, and of the sandbox"""
    ways = {"bare": ("spawn", []), "fork+exec": ("fork", []), "recommended": ("spawn", stacks()["recommended"]),
            "full": ("spawn", stacks()["full"])}
    acts = {(name, at): launches(at, 0, how, prefix) for at in (0, 32, 64, 128, 256, 512)
            for name, (how, prefix) in ways.items()}
    write("growth-parent", "noop-static", "MiB of the caller", "us", in_turns(acts, rounds))


def descriptors(rounds=6):
    """a launch by a process with up to 20 000 open descriptors, which all are inherited"""
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    acts = {(name, at): launches(0, at, "spawn", prefix) for at in (0, 100, 1000, 10000, min(20000, most) - 100)
            for name, prefix in stacks().items() if at < most}
    write("growth-descriptors", "noop-static", "open descriptors", "us", in_turns(acts, rounds))


def environment(rounds=40):
    """a launch with an environment of 0 to 100 KiB"""
    def with_room(kib, argv):
        def act():
            ENVIRONMENT.update({f"ROOM_{i}": "x" * 1015 for i in range(kib)})
            try:
                return launch(argv)[0]
            finally:
                for i in range(kib):
                    del ENVIRONMENT[f"ROOM_{i}"]
        return act
    acts = {(name, at): with_room(at, [*prefix, NOOP]) for at in (0, 10, 30, 100) for name, prefix in stacks().items()}
    write("growth-environment", "noop-static", "KiB of environment", "us", in_turns(acts, rounds))


def unshown(*words):
    """Without Landlock there is nothing to show."""
    return [SANDBOX, *words, "--"]


PYTHON = ["/usr/bin/python3", "-S", "-c"]
LEAVES = "import os\nfor i in range({}):\n    open(f'f{{i}}', 'w').close()"
DEEP = "import os\nfor i in range({}):\n    os.mkdir('d')\n    os.chdir('d')"


def left_files(rounds=4):
    """a Python program that leaves 0 to 10 000 files, or folders in each other, in /tmp, and the removal"""
    for kind, text, points in (("files", LEAVES, (0, 100, 1000, 10000)), ("deep-folders", DEEP, (10, 100, 1000))):
        def bare(at, text=text):
            def act():
                os.mkdir("/tmp/left")
                start = time.perf_counter_ns()
                subprocess.run([*PYTHON, text.format(at)], cwd="/tmp/left", env=ENVIRONMENT, check=True)
                took = (time.perf_counter_ns() - start) / 1e3
                subprocess.run(["rm", "-rf", "/tmp/left"], check=True)
                return took
            return act
        limits = ["--cpu", "30", "--disk", "none"]
        acts = {("bare", at): bare(at) for at in points}
        for name, more in (("tmp,rlimit", []), ("full", ["--files", "none", "--wall", "40"])):
            prefix = (sandbox if name == "full" else unshown)("--layers", name, *limits, *more)
            acts |= {(name, at): lambda at=at, prefix=prefix: launch([*prefix, *PYTHON, text.format(at)])[0]
                     for at in points}
        write("growth-left", kind, f"{kind} left", "us", in_turns(acts, rounds))
        shutil.rmtree("/tmp/left", ignore_errors=True)


def landlock_paths(rounds=60):
    """a launch under Landlock with 0 to 14 paths more, of at most 16"""
    folders = [f"/tmp/paths/{i}" for i in range(14)]
    for folder in folders:
        os.makedirs(folder, exist_ok=True)
    acts = {("bare", at): lambda: launch([NOOP])[0] for at in (0, 4, 8, 14)}
    acts |= {("landlock", at): lambda at=at: launch([SANDBOX, "--layers", "landlock", *SHOWN, *[w for f in folders[:at]
                                                    for w in ("--ro", f)], "--", NOOP])[0] for at in (0, 4, 8, 14)}
    write("growth-landlock", "noop-static", "paths granted", "us", in_turns(acts, rounds), {"landlock": "layer"})
    shutil.rmtree("/tmp/paths")


def rules(rounds=12):
    """a filter of 10 to 400 rules, as a list and as a tree: loading it, and calls under it"""
    found = {}
    for number in range(round(scaled(rounds))):
        tell(f"rules: round {number + 1}")
        cases = [(shape, at) for shape in ("linear", "tree") for at in (10, 50, 100, 200, 400)] + [("bare", 0)]
        order.shuffle(cases)
        for shape, at in cases:
            for call, ns in printed([f"{PROGRAMS}/rulecost", shape, str(at)]):
                found.setdefault((call, shape, at), []).append(ns)
    points = sorted({at for _, _, at in found})
    for (call, shape, at), values in sorted(found.items()):
        for place in points if shape == "bare" else [at]:  # bare has no rules: it stands beside each
            line("rules", call, shape, values, "ns", "layer", "rules", place)


def boxes(rounds=12):
    """a launch while 0 to 15 other boxes of the same user run"""
    found = {}
    for at in (0, 1, 3, 7, 15):
        tell(f"boxes: {at} others")
        waits = [*sandbox("--layers", "full", "--concurrency", "16", "--wall", "60"), "/usr/bin/sleep", "60"]
        others = [subprocess.Popen(waits, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=ENVIRONMENT)
                  for _ in range(at)]
        time.sleep(0.05 * at)
        acts = {("bare", at): lambda: launch([NOOP])[0],
                ("full", at): lambda: launch([*sandbox("--layers", "full", "--concurrency", "16"), NOOP])[0]}
        found |= in_turns(acts, rounds * 4, warm=3)
        for other in others:
            other.terminate()
        for other in others:
            other.wait()
    write("growth-boxes", "noop-static", "other boxes", "us", found)
