# SPDX-License-Identifier: MIT
"""Launchers as a service: throughput, the tail under a load that does not wait, memory, and the steps of a launch."""

import json
import os
import subprocess
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from run import ENVIRONMENT, NOOP, SHOWN, Failed, Server, launch, line, order, sandbox, scaled, stacks, tell

HELLO = "print('hello')"
PYTHON = ["/usr/bin/python3", "-S", "-c", HELLO]
CORES = os.cpu_count() or 1


def unpinned():
    """Throughput is the machine's, not one processor's."""
    os.sched_setaffinity(0, range(CORES))


def served(*words, slots=CORES):
    many = str(slots)
    return Server("--layers", "full", "--slots", many, "--queue", "63", "--concurrency", many, *SHOWN, *words)


class Clients:
    """A connection for each of so many at once."""

    def __init__(self, server, count):
        self.server, self.free, self.lock = server, [server.connect() for _ in range(count)], threading.Lock()

    def ask(self):
        with self.lock:
            over = self.free.pop()
        try:
            self.server.ask(over, program=HELLO)
        finally:
            with self.lock:
                self.free.append(over)


def ways():
    """{name: (how to begin, the answer to one submission, how to end)}"""
    return {"bare": None, "full": None, "resident": lambda: served("--", "/usr/bin/python3", "-S"),
            "zygote": lambda: served("--zygote", "/usr/bin/python3")}


def begun(name, concurrency):
    """(one submission, its end)"""
    make = ways()[name]
    if not make:
        prefix = stacks()[name] if name == "bare" else sandbox("--layers", "full", "--concurrency", "16")
        return lambda: launch([*prefix, *PYTHON]), lambda: None
    server = make()
    clients = Clients(server, concurrency)
    return clients.ask, server.end


def closed_loop(ask, concurrency, seconds):
    """Submissions a second, of so many who each wait for their answer."""
    done, until = [0] * concurrency, time.monotonic() + seconds

    def client(number):
        while time.monotonic() < until:
            ask()
            done[number] += 1
    with ThreadPoolExecutor(concurrency) as pool:
        start = time.monotonic()
        list(pool.map(client, range(concurrency)))
        return sum(done) / (time.monotonic() - start)


def throughput(repeats=4, seconds=1.5):
    """submissions a second by 1 to 16 clients, each of which waits for its answer, on all processors"""
    unpinned()
    for name in ways():
        for concurrency in (1, 2, 4, 8, 16):
            tell(f"throughput: {name}, {concurrency} clients")
            values, failed = [], None
            try:
                ask, end = begun(name, concurrency)
                try:
                    ask()
                    values = [closed_loop(ask, concurrency, scaled(seconds, 0.2)) for _ in range(repeats)]
                finally:
                    end()
            except (Failed, OSError) as why:
                failed = str(why)[:120]
            line("throughput", "python", name, values, "a second", axis="clients", at=concurrency, failed=failed)


def open_loop(ask, rate, seconds, room):
    """Milliseconds from when each was due to its answer: who comes does not wait for who came before."""
    took, lost = [], []
    due, at = [], 0.0
    while at < seconds:
        due.append(at)
        at += order.expovariate(rate)
    start = time.monotonic() + 0.02

    def one(when):
        try:
            ask()
            took.append((time.monotonic() - start - when) * 1e3)
        except (Failed, OSError) as why:
            lost.append(str(why))
    with ThreadPoolExecutor(room) as pool:
        for when in due:
            time.sleep(max(0, start + when - time.monotonic()))
            pool.submit(one, when)
    return took, lost


def tail(seconds=12, room=32):
    """the time to an answer where submissions arrive at random, at shares of what the launcher can do at most"""
    unpinned()
    for name in ways():
        try:
            ask, end = begun(name, room)
        except (Failed, OSError) as why:
            line("tail", "python", name, [], "ms", axis="percent of the most", at=50, failed=str(why)[:120])
            continue
        ask()
        most = closed_loop(ask, CORES * 2, scaled(2, 0.5))
        line("capacity", "python", name, [most], "a second")
        for percent in (30, 50, 70, 90, 110):
            tell(f"tail: {name}, {percent} % of {most:.0f} a second")
            took, lost = open_loop(ask, most * percent / 100, scaled(seconds, 1), room)
            line("tail", "python", name, took, "ms", axis="percent of the most", at=percent,
                 failed=f"{len(lost)} of {len(lost) + len(took)} got no answer: {lost[0][:60]}" if lost else None)
        end()


def resident_kib(pid, field="Pss:"):
    """Of a process and all below it: what is shared is divided among who shares it."""
    total = 0
    for child in [pid, *descendants(pid)]:
        try:
            text = Path(f"/proc/{child}/smaps_rollup").read_text(encoding="ascii", errors="replace")
            total += next(int(row.split()[1]) for row in text.splitlines() if row.startswith(field))
        except (OSError, StopIteration):
            continue
    return total


def descendants(pid):
    found, look = [], [pid]
    while look:
        try:
            children = Path(f"/proc/{look.pop()}/task").iterdir()
            more = [int(c) for task in children for c in (task / "children").read_text().split()]
        except OSError:
            continue
        found += more
        look += more
    return found


WAITS = "import time; time.sleep(2)"


def memory(repeats=5):
    """KiB (PSS): of a launcher with 1 to 8 idle slots; of what supervises one program that runs; and of that program"""
    for name, words in (("resident", ["--", "/usr/bin/python3", "-S"]), ("zygote", ["--zygote", "/usr/bin/python3"]),
                        ("zygote-numpy", ["--zygote", "/usr/bin/python3", "--preload", "numpy"])):
        for slots in (1, 2, 4, 8):
            tell(f"memory: {name}, {slots} slots")
            values, failed = [], None
            try:
                server = served(*words, slots=slots)
                server.ask(program=HELLO)
                time.sleep(0.3)
                for _ in range(repeats):
                    values.append(resident_kib(server.process.pid))
                    server.ask(program=HELLO)
                    time.sleep(0.1)
                server.end()
            except Failed as why:
                failed = str(why)[:120]
            line("memory-idle", "launcher", name, values, "KiB", axis="slots", at=slots, failed=failed)
    for name in ("locked", "recommended", "full"):
        mine, its = [], []
        for _ in range(repeats):
            box = subprocess.Popen([*stacks()[name], "/usr/bin/python3", "-S", "-c", WAITS], stdin=subprocess.DEVNULL,
                                   env=ENVIRONMENT)
            time.sleep(0.4)
            whole = resident_kib(box.pid)
            last = [pid for pid in descendants(box.pid) if b"python3" in Path(f"/proc/{pid}/cmdline").read_bytes()[:30]]
            program = sum(resident_kib(pid) for pid in last)
            its.append(program)
            mine.append(whole - program)
            box.wait()
        line("memory-run", "supervisor", name, mine, "KiB")
        line("memory-run", "program", name, its, "KiB")


def steps(rounds=200):
    """what a launch is made of: the time of each step, as the sandbox's own --trace tells it"""
    found = {}
    for number in range(round(scaled(rounds))):
        for name in ("locked", "recommended", "full"):
            prefix = stacks()[name]
            path = f"/tmp/trace-{name}"
            try:
                launch([prefix[0], "--trace", path, *prefix[1:], NOOP])
                told = json.loads(Path(path).read_text())
            except (Failed, OSError, ValueError) as why:
                if not number:
                    line("steps", "launch", name, [], "us", failed=str(why)[:120])
                continue
            for step, us in told["steps"]:
                found.setdefault((name, step), []).append(us)
        tell(f"steps: {number + 1} of {rounds}") if number % 50 == 49 else None
    for (name, step), values in found.items():
        line("steps", step, name, values, "us")
