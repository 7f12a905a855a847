#!/usr/bin/python3 -B
# SPDX-License-Identifier: MIT
"""bench.py [BUILD] [--rounds N] [--soak N] - what ordeal-wasm costs, beside native python3 in the same run.

One JSON object on standard output. Samples are taken in turns (native, guest, native, ...), so that what
the machine does meanwhile hits both. All times are milliseconds of the caller's clock.
    --rounds N   cold starts of each kind (60); warm submissions are 20 times as many
    --soak N     N submissions to one server, every fifth a hostile one; is its memory flat?
"""

import argparse
import json
import os
import platform
import resource
import statistics
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HI = 'print("hi")'
TEXTS = """
import json, math, re
def deep(n):
    return n and 1 + deep(n - 1)
print(json.dumps({"a": [math.sin(1)] * 10}), re.findall("[a-z]+", "ab cd ef"), deep(900))
"""
SYMPY = """
import sympy
x = sympy.symbols("x")
print(sympy.simplify((x**2 - 1) / (x - 1) - x), sympy.solve(x**2 - 5*x + 6, x))
"""
PREPARE = """
import sympy
t = sympy.symbols("t")
sympy.simplify((t**3 - t) / t), sympy.solve(t**2 - 1, t), str(t)
"""
CPU = {
    "fib": "def f(n):\n    return n if n < 2 else f(n - 1) + f(n - 2)\nprint(f(24))",
    "sieve": "n = 400000\ns = bytearray([1]) * (n + 1)\nfor i in range(2, 633):\n"
             "    if s[i]:\n        s[i*i::i] = bytes(len(range(i*i, n + 1, i)))\nprint(sum(s))",
    "nbody": "x, v = 1.0, 0.0\nfor i in range(300000):\n    a = -x / (x * x + 0.01) ** 1.5\n"
             "    v += a * 1e-3\n    x += v * 1e-3\nprint(round(x, 3))",
}
HOSTILE = ["while True: pass", "x = []\nwhile True: x.append(bytearray(1 << 20))",
           "import os\nwhile True: os.open('/', 0)", "while True: print('x' * 10000)",
           "def f(): f()\nf()", "import os; os.abort()", "import builtins; builtins.print = None",
           "open('/tmp/left', 'w').write('x' * 1000000)"]


class Server:
    def __init__(self, program, *words):
        self.process = subprocess.Popen([program, "--serve", *words], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, env={})

    def ask(self, program, **more):
        body = json.dumps({"program": program, **more}).encode()
        self.process.stdin.write(struct.pack(">I", len(body)) + body)
        self.process.stdin.flush()
        size, = struct.unpack(">I", self.process.stdout.read(4))
        return json.loads(self.process.stdout.read(size))

    def rss_kib(self):
        text = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(text.split("VmRSS:")[1].split()[0])

    def end(self):
        self.process.stdin.close()
        self.process.wait()


def milliseconds(act):
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1e3


def spread(samples):
    samples = sorted(samples)
    at = lambda part: round(samples[min(len(samples) - 1, int(len(samples) * part))], 3)
    return {"n": len(samples), "min": at(0), "p50": at(0.5), "p95": at(0.95), "p99": at(0.99)}


def launch(command):
    return lambda: subprocess.run(command, stdout=subprocess.DEVNULL, check=True, env={})


def in_turns(acts, rounds, block=1):
    """{name: spread}: `block` samples of each in every round, which the first of a round warms up."""
    samples = {name: [] for name in acts}
    for number in range(rounds // block + 3):
        for name, act in acts.items():
            if block > 1:
                act()
            took = [milliseconds(act) for _ in range(block)]
            if number >= 3:  # the first fill caches
                samples[name] += took
    return {name: spread(values) for name, values in samples.items()}


def cpu_seconds(command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True, env={})
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def cpu_ratios(wasm, rounds):
    """Processor time, less that of a start, guest over native: the median of pairs."""
    native, guest = ["python3", "-c"], [wasm, "--", "python3", "-c"]
    ratios = {}
    for name, program in CPU.items():
        pairs = [(cpu_seconds([*guest, program]) - cpu_seconds([*guest, "pass"]),
                  cpu_seconds([*native, program]) - cpu_seconds([*native, "pass"])) for _ in range(rounds)]
        ratios[name] = round(statistics.median(g / max(n, 1e-3) for g, n in pairs), 2)
    return ratios


def warm(wasm, rounds, folder):
    """As a server is used: one submission after the other, in blocks of twenty of each kind."""
    Path(folder, "prepare.py").write_text(PREPARE)
    ready = "--ro", folder, "--prepare", f"{folder}/prepare.py"
    programs = {"hi": (HI, ("--import", "json,re,math,random"), rounds),
                "json-re-math": (TEXTS, ("--import", "json,re,math,random"), rounds),
                "sympy": (SYMPY, ready, max(rounds // 10, 40))}
    told = {}
    for name, (program, words, n) in programs.items():
        reset, fork = Server(wasm, *words), Server(wasm, *words, "--fork")
        resets = []

        def ask_reset():
            answer = reset.ask(program)
            assert answer["end"] == "exit" and answer["code"] == 0, answer
            resets.append(answer["reset"]["us"] / 1e3)

        told[name] = in_turns({"reset": ask_reset, "fork": lambda: fork.ask(program)}, n, block=20)
        told[name]["reset_alone"] = spread(resets[60:])
        told[name]["rss_kib"] = reset.rss_kib()
        reset.end()
        fork.end()
    return told


def soak(wasm, n):
    """Submissions to one server, hostile ones among them; its memory on the way."""
    server, rss, times, start = Server(wasm, "--import", "json,re,math,random", "--memory", "64M"), [], [], time.time()
    for number in range(n):
        if number % 5 == 4:
            # A loop without end costs a second of clock: one in a thousand.
            hostile = HOSTILE[number // 5 % len(HOSTILE)]
            if hostile == HOSTILE[0] and number % 1000 != 4:
                hostile = HOSTILE[5]
            server.ask(hostile, wall=1, output=100000)
        else:
            begin = time.perf_counter()
            answer = server.ask(HI)
            times.append((time.perf_counter() - begin) * 1e3)
            assert answer["stdout"] == "hi\n", answer
        if number % max(n // 20, 1) == 0:
            rss.append(server.rss_kib())
    server.end()
    return {"n": n, "per_second": round(n / (time.time() - start), 1), "honest": spread(times),
            "rss_kib": rss, "grew_kib": rss[-1] - rss[len(rss) // 4]}


def main():
    words = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    words.add_argument("build", nargs="?", default="build")
    words.add_argument("--rounds", type=int, default=60)
    words.add_argument("--soak", type=int, default=0)
    said = words.parse_args()
    wasm = str(Path(said.build, "box/bin/ordeal-wasm").resolve())
    if not os.path.exists(wasm):
        sys.exit("bench.py: ordeal-wasm is not built: make wasm")
    told = {"type": "wasm-bench", "machine": {"kernel": platform.release(), "processors": os.cpu_count(),
                                              "load": os.getloadavg()[0]},
            "guest": subprocess.run([wasm, "--version"], capture_output=True, text=True).stdout.strip(),
            "bytes": os.path.getsize(wasm)}
    told["cold"] = in_turns({"native": launch(["python3", "-c", HI]), "native-isolated": launch(["python3", "-I", "-c", HI]),
                             "guest": launch([wasm, "--", "python3", "-c", HI])}, said.rounds)
    with tempfile.TemporaryDirectory(prefix="ordeal-bench-") as folder:
        told["warm"] = warm(wasm, said.rounds * 20, folder)
    told["cpu_ratio"] = cpu_ratios(wasm, max(said.rounds // 10, 3))
    if said.soak:
        told["soak"] = soak(wasm, said.soak)
    json.dump(told, sys.stdout, indent=2)
    print()


if __name__ == "__main__":
    main()
