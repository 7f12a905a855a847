# SPDX-License-Identifier: MIT
"""Mutants of seccomp.rules, made from its text: a rule fewer, a value fewer, a test fewer, a call
more.

A rule or a value fewer is for honest programs to notice; a test fewer, a call more, or one that is
no longer counted, for attacks.
"""

import collections
import re
from dataclasses import dataclass, field
from pathlib import Path

FILE = "sandbox/seccomp.rules"
RULE = re.compile(r"^([A-Za-z]+) +([a-z0-9_]+)(?: +([^#]*?))? *(?:#.*)?$")
TEST = re.compile(r"([ap])(\d) (?:in (\S+)|& (\S+) == (\S+)|== (\S+))")


@dataclass
class Mutant:
    """One spoilt source. `column` is where the layer is measured alone."""

    name: str
    column: str
    edits: dict  # file: its whole text
    honest: bool = False  # only honest programs can notice: the box got narrower
    seen: dict = field(default_factory=dict)


class Rules:
    def __init__(self, text):
        self.lines = text.splitlines()
        self.rules = [(n, m) for n, line in enumerate(self.lines) if (m := RULE.match(line))]
        self.many = collections.Counter(self.section(n) + m[2] for n, m in self.rules)
        self.names = {}
        count = collections.Counter()
        for n, m in self.rules:
            key = self.section(n) + m[2]
            count[key] += 1
            self.names[n] = key + (f"-{count[key]}" if self.many[key] > 1 else "")

    def section(self, n):
        """What a rule's name begins with: nothing, but where the policy is that of --processes."""
        heads = [line for line in self.lines[:n] if line.startswith("[")]
        return "processes-" if heads and heads[-1] == "[processes]" else ""

    def without(self, *numbers):
        return [line for n, line in enumerate(self.lines) if n not in numbers]

    def replaced(self, n, line):
        return [*self.lines[:n], line, *self.lines[n + 1:]]


def mutant(name, lines, honest=False, column="seccomp"):
    column = "full" if "-processes-" in name else column  # the column that has --processes
    return Mutant(f"seccomp/{name}", column, {FILE: "\n".join(lines) + "\n"}, honest)


def allowed_anyway(rules, n, m):
    """A rule that only says which of the calls are counted: a later line allows them all."""
    return any(k > n and later[2] == m[2] and later[1] in ("allow", "mediated", "asked") and not later[3] for k, later in rules.rules)


def uncounted(rules):
    for n, m in rules.rules:
        if m[1] == "counted":
            line = rules.lines[n].replace("counted", "allow", 1)
            yield mutant(f"uncounted-{rules.names[n]}", rules.replaced(n, line), column="supervise")
        if m[1] == "mediated":
            line = rules.lines[n].replace("mediated", "allow", 1)
            yield mutant(f"unmediated-{rules.names[n]}", rules.replaced(n, line), column="mediate")


def lets(rules, n, m):
    """A value fewer that is refused, of a call that is else allowed."""
    test = TEST.search(m[3] or "")
    if not m[1].isupper() or not test:
        return
    values = test[3].split(",")
    for value in values:
        rest = ",".join(v for v in values if v != value)
        lines = rules.replaced(n, rules.lines[n].replace(test[3], rest)) if rest else rules.without(n)
        yield mutant(f"lets-{m[2]}-{value}", lines)


def narrower(rules):
    for n, m in rules.rules:
        name, tests = rules.names[n], m[3] or ""
        if allowed_anyway(rules, n, m):
            yield from lets(rules, n, m)
            continue
        if m[1] == "EPERM":
            continue  # refused either way: this is about the error
        yield mutant(f"without-{name}", rules.without(n), honest=True)
        for test in TEST.finditer(tests):
            values = (test[3] or "").split(",")
            for value in values if len(values) > 1 else []:
                rest = ",".join(v for v in values if v != value)
                line = rules.lines[n].replace(test[3], rest)
                yield mutant(f"without-{name}-{value}", rules.replaced(n, line), honest=True)


def wider(rules):
    done = set()
    for n, m in rules.rules:
        name, line = rules.names[n], rules.lines[n]
        tests = list(TEST.finditer(m[3] or ""))
        if allowed_anyway(rules, n, m) or name in done or (name[-2:] != "-1" and f"{name[:-2]}-1" in done and len(tests) == 1):
            continue  # one line without its test is the call without any
        done.add(name)
        for test in tests:
            which = f"-{test[1]}{test[2]}" if len(tests) > 1 else ""
            yield mutant(f"any-{name}{which}", rules.replaced(n, line.replace(test[0], "")))
            for bit in (test[4] or "").split("|"):
                if bit and bit not in test[5] and "|" in test[4]:
                    mask = "|".join(b for b in test[4].split("|") if b != bit)
                    yield mutant(f"any-{name}-{bit}", rules.replaced(n, line.replace(test[4], mask)))
            if test[1] == "p":
                half = test[0].replace("p", "a", 1)
                yield mutant(f"half-{name}", rules.replaced(n, line.replace(test[0], half)))


def dangerous(text):
    """The lists of calls that are allowed together, one a line; a comment is a comment."""
    for line in text.splitlines():
        calls = line.split("#")[0].split()
        if calls:
            yield calls


def allowing(rules, calls):
    """Whatever rule a call had goes: allowed is allowed."""
    old = [n for n, m in rules.rules if m[2] in calls and not rules.section(n)]
    lines = rules.without(*old)
    at = lines.index("[both]") + 1
    return mutant("allows-" + "+".join(calls), lines[:at] + [f"allow {call}" for call in calls] + lines[at:])


def mutants(root):
    rules = Rules((root / FILE).read_text())
    yield from narrower(rules)
    yield from wider(rules)
    yield from uncounted(rules)
    for calls in dangerous((Path(__file__).parent / "dangerous").read_text()):
        yield allowing(rules, calls)
