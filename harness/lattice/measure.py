# SPDX-License-Identifier: MIT
"""Measure subsets of the layers by `ordeal run`, as few as settle all others, and a sample of the others."""

import gzip
import json
import os
import random
import signal
import subprocess
import sys

from game import Known, questions

SANDBOX = "/opt/ordeal/bin/ordeal-sandbox"
ASKED_AT_ONCE = 12
COUNTED = {"held": True, "breached": False, "unproven": False, "timeout": False, "fails": True, "works": False}


class Stop(Exception):
    """One line for whoever called."""


def opened(path):
    """To read: as it is, or packed."""
    with open(path, "rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
    return (gzip.open if packed else open)(path, "rt", encoding="utf-8")


def started(sandbox, layers):
    return subprocess.run([sandbox, "--layers", layers, "--report", "1", "--", "/bin/true"], capture_output=True,
                          text=True, check=False)


def needs_of(sandbox, names):
    """{layer: those that are loaded with it}, as the sandbox itself says in its report; and those not here."""
    needs, absent = {}, {}
    for name in names:
        done = started(sandbox, name)
        try:
            told = json.loads(done.stdout.splitlines()[-1])
            needs[name] = [other for other in told["layers"] if other not in ("fork", name)]
        except (ValueError, KeyError, IndexError):
            absent[name] = "it says nothing"
            continue
        if done.returncode:
            absent[name] = told.get("reason", "it does not start")
    return needs, absent


def layers_of(sandbox, stack):
    """The layers of a stack, but the process that is always there."""
    done = started(sandbox, stack)
    try:
        return [name for name in json.loads(done.stdout.splitlines()[-1])["layers"] if name != "fork"]
    except (ValueError, KeyError, IndexError):
        raise Stop(f"{stack} does not start: {done.stderr.strip()[:200]}") from None


def command(names):
    """The column of a subset: what the column `full` says, as far as its layers are on."""
    words = [SANDBOX, "--layers", ",".join(["fork", *names])]
    for layer, more in (("rlimit", ["--cpu", "{cpu}", "--memory", "{mib:228}M"]), ("session", ["--wall", "{wall}"]),
                        ("seccomp", ["--processes"]), ("tmp", ["--tmp-clear", "/dev/shm"]),
                        ("landlock", ["--ro", "/opt/ordeal", "--ro", "{attack_dir}", "--rw-try", "/dev/shm"])):
        if layer in names:
            words += more
    return " ".join([*words, "--", "{command}"])


def column(names):
    return "+".join(names) or "nothing"


def column_of_run(mask):
    """The name of a subset as a column, which may not be long: no other one begins so."""
    return f"lattice-{mask:x}"


def run_to_its_end(words):
    """Its exit code. Who ends us ends it, and it writes down what it has: so we wait for that."""
    usual = {number: signal.signal(number, signal.SIG_IGN) for number in (signal.SIGINT, signal.SIGTERM)}

    def as_usual():
        for number in usual:
            signal.signal(number, signal.SIG_DFL)
    try:
        with subprocess.Popen(words, stdout=subprocess.DEVNULL, preexec_fn=as_usual) as child:
            signal.signal(signal.SIGTERM, lambda *_: child.send_signal(signal.SIGTERM))
            return child.wait()
    finally:
        for number, before in usual.items():
            signal.signal(number, before)


class Lattice:
    """The file of what was measured; it goes on where it stopped."""

    def __init__(self, path, layers, ordeal, profile, jobs, seed):
        self.path, self.layers, self.ordeal, self.profile, self.jobs = path, layers, ordeal, profile, jobs
        self.chance = random.Random(seed)
        self.cells, self.known, self.benign, self.out, self.lines = {}, {}, {}, {}, []
        self.read()

    def read(self):
        if not os.path.exists(self.path):
            return
        with opened(self.path) as file:
            for text in file:
                if text.endswith("\n"):  # a line that a crash tore off is measured again
                    self.take(json.loads(text))

    def write(self, line):
        with open(self.path, "a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")
        self.take(line)

    def take(self, line):
        self.lines.append(line)
        if line["type"] == "cell":
            self.take_cell(line)

    def take_cell(self, line):
        attack, mask = line["attack"], self.layers.mask(line["layers"])
        self.benign[attack] = line["benign"]
        held = COUNTED.get(line["verdict"])
        if held is None:
            self.out.setdefault(attack, f"{line['verdict']} under {column(line['layers'])}")
            return
        self.cells[attack, mask] = held, line["how"]
        known = self.known.setdefault(attack, Known(self.layers))
        if line["how"] == "measured":
            known.learn(mask, held)

    def usable(self):
        """Programs that every subset says something of, and whose cells do not contradict each other."""
        return [a for a, known in self.known.items() if a not in self.out and not known.contradicts()]

    def contradicting(self):
        """Where the bound fails: a subset holds what a larger one does not."""
        return [a for a, known in self.known.items() if a not in self.out and known.contradicts()]

    def run(self, wanted, how, what):
        """`wanted`: {attack: [mask]}. One run: each attack has one control for all its subsets."""
        wanted = {a: [m for m in masks if (a, m) not in self.cells] for a, masks in wanted.items() if a not in self.out}
        cells = {a: {column_of_run(m): True for m in masks} for a, masks in wanted.items() if masks}
        if not cells:
            return
        masks = sorted({m for ms in wanted.values() for m in ms})
        count = sum(len(ms) for ms in wanted.values())
        sys.stderr.write(f"lattice: {what}: {count} cells, {len(cells)} programs under {len(masks)} subsets\n")
        with open(self.path + ".cells", "w", encoding="utf-8") as file:
            json.dump(cells, file)
        words = [self.ordeal, "run", "--profile", self.profile, "--cells", self.path + ".cells", "-d", "none",
                 "-o", self.path + ".part", "--force", *(["-j", str(self.jobs)] if self.jobs else [])]
        for attack in sorted(cells):
            words += ["-a", attack]
        for mask in masks:
            words += ["--defence-cmd", command(self.layers.named(mask)), "--defence-name", column_of_run(mask)]
        code = run_to_its_end(words)
        if not os.path.exists(self.path + ".part"):
            raise Stop(f"ordeal run ended with {code}")
        self.take_part(how, {column_of_run(m): m for m in masks})
        if code not in (0, 3):
            raise Stop(f"ordeal run ended with {code}; the next call goes on from here")
        self.give_up_on({(a, m) for a, ms in wanted.items() for m in ms})

    def take_part(self, how, masks):
        with open(self.path + ".part", encoding="utf-8") as file:
            lines = [json.loads(text) for text in file if text.endswith("\n")]
        meta, end = lines[0], lines[-1]
        if not any(line["type"] == "meta" for line in self.lines):
            kept = ("type", "started", "suite", "kernel", "cpu", "profile", "catalogue")
            self.write({k: meta[k] for k in kept} | {"kind": "lattice", "layers": self.layers.names,
                                                     "needs": self.layers.said})
        for line in lines:
            if line["type"] == "cell" and line["defence"] in masks:
                kept = {k: line[k] for k in ("type", "attack", "row", "benign", "verdict")}
                self.write(kept | {"layers": self.layers.named(masks[line["defence"]]), "how": how})
        for name in (".part", ".cells"):
            os.unlink(self.path + name)
        if end["type"] != "end" or end.get("interrupted"):
            raise Stop("interrupted; the next call goes on from here")

    def give_up_on(self, wanted):
        """What was asked for and is not there will not come: a program that does not run here."""
        for attack, mask in wanted:
            if (attack, mask) not in self.cells and attack not in self.out:
                self.out[attack] = f"no cell under {column(self.layers.named(mask))}"

    def settle(self, attacks):
        """Measure until every subset of every program is measured, or follows."""
        ls = self.layers
        first = sorted({ls.full, 0} | {ls.closure(1 << i) for i in range(ls.n)} | {ls.without(i) for i in range(ls.n)})
        self.run({a: first for a in attacks}, "measured", "each alone, all, and all but each")
        number = 1
        while True:
            left = {a: questions(self.known[a], ASKED_AT_ONCE) for a in self.usable() if self.known[a].open()}
            if not left:
                return
            number += 1
            self.run(left, "measured", f"round {number}")

    def check(self, share):
        """A random sample of what followed, measured."""
        followed = [(a, m) for a in self.usable() for m in self.layers.feasible if (a, m) not in self.cells]
        wanted = {}
        done = sum(how == "check" for _, how in self.cells.values())
        for attack, mask in self.chance.sample(followed, max(0, min(share - done, len(followed)))):
            wanted.setdefault(attack, []).append(mask)
        self.run(wanted, "check", "a sample of what was inferred")
